package io.mediflow.local;

import java.nio.file.Path;

/**
 * What the command line tells this JVM, as system properties.
 *
 * @param data       folder for tables, queues, bodies, keys ({@code mediflow.local.data})
 * @param template   template.yaml ({@code mediflow.local.template})
 * @param issuerKeys public keys of who issues API tokens, a JWK set ({@code mediflow.local.issuer-keys})
 * @param issuer     issuer that a token must name ({@code mediflow.local.issuer})
 * @param audience   audience that a token must name ({@code mediflow.local.audience})
 * @param port       of API, page and webhooks ({@code mediflow.local.port})
 * @param timeScale  one factor for schedules, thresholds, settle times ({@code mediflow.time-scale})
 */
record Settings(
    Path data, Path template, Path issuerKeys, String issuer, String audience, int port, double timeScale) {

  /** @throws IllegalArgumentException with a plain sentence when one is missing or wrong */
  static Settings fromProperties() {
    return new Settings(
        Path.of(property("mediflow.local.data")),
        Path.of(property("mediflow.local.template")),
        Path.of(property("mediflow.local.issuer-keys")),
        property("mediflow.local.issuer"),
        property("mediflow.local.audience"),
        (int) number("mediflow.local.port", 0),
        number("mediflow.time-scale", 1));
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("The system property " + name + " is missing; start the system with mediflow up.");
    }
    return value;
  }

  private static double number(String name, double otherwise) {
    String value = System.getProperty(name);
    try {
      return value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("The system property " + name + " must be a number, not " + value + ".");
    }
  }
}
