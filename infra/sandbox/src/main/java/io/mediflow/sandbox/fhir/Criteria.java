package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.param.BaseParam;
import ca.uhn.fhir.rest.param.DateAndListParam;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import ca.uhn.fhir.rest.param.ReferenceOrListParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringOrListParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.desk.Refusal;
import io.mediflow.sandbox.desk.Refused;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Search parameters as conditions on a resource's JSON; an absent parameter is no condition. */
final class Criteria {
  private static final Predicate<JsonNode> ANY = json -> true;

  private Criteria() {}

  /** A code, an id or another plain string. */
  static Predicate<JsonNode> code(TokenOrListParam asked, String pointer) {
    if (asked == null) {
      return ANY;
    }
    List<TokenParam> values = plain(asked.getValuesAsQueryTokens());
    return json -> values.stream().anyMatch(value -> json.at(pointer).asText().equals(value.getValue()));
  }

  /** A code of a CodeableConcept, or of a list of them, or of a plain list; whatever its system. */
  static Predicate<JsonNode> coded(TokenOrListParam asked, String pointer) {
    if (asked == null) {
      return ANY;
    }
    Set<String> values = plain(asked.getValuesAsQueryTokens()).stream().map(TokenParam::getValue).collect(Collectors.toSet());
    return json -> {
      for (JsonNode concept : json.at(pointer).isArray() ? json.at(pointer) : List.of(json.at(pointer))) {
        if (values.contains(concept.asText()) || concept.findValuesAsText("code").stream().anyMatch(values::contains)) {
          return true;
        }
      }
      return false;
    };
  }

  /** {@code system|value}, {@code |value} (no system) or {@code value}. */
  static Predicate<JsonNode> identifier(TokenOrListParam asked) {
    if (asked == null) {
      return ANY;
    }
    List<TokenParam> values = plain(asked.getValuesAsQueryTokens());
    return json -> {
      for (JsonNode identifier : json.path("identifier")) {
        for (TokenParam value : values) {
          boolean system = value.getSystem() == null || value.getSystem().equals(identifier.path("system").asText());
          if (system && (value.getValueNotNull().isEmpty() || value.getValue().equals(identifier.path("value").asText()))) {
            return true;
          }
        }
      }
      return false;
    };
  }

  /**
   * @param type    of the resource referred to; {@code patient=123} means {@code Patient/123}
   * @param pointer of a reference, or of an array of them; {@code within} leads from its items to the reference
   */
  static Predicate<JsonNode> reference(ReferenceOrListParam asked, String type, String pointer, String within) {
    if (asked == null) {
      return ANY;
    }
    List<String> wanted = plain(asked.getValuesAsQueryTokens()).stream()
        .map(value -> (value.hasResourceType() ? value.getResourceType() : type) + "/" + value.getIdPart())
        .toList();
    return json -> {
      JsonNode at = json.at(pointer);
      for (JsonNode item : at.isArray() ? at : List.of(at)) {
        if (wanted.contains(item.at(within + "/reference").asText())) {
          return true;
        }
      }
      return false;
    };
  }

  /** Any text under one of the pointers starts so, whatever its case. */
  static Predicate<JsonNode> text(StringOrListParam asked, String... pointers) {
    if (asked == null) {
      return ANY;
    }
    List<String> wanted =
        asked.getValuesAsQueryTokens().stream().map(value -> value.getValue().toLowerCase(Locale.ROOT)).toList();
    return json -> {
      for (String pointer : pointers) {
        if (wanted.stream().anyMatch(start -> startsSomewhere(json.at(pointer), start))) {
          return true;
        }
      }
      return false;
    };
  }

  private static boolean startsSomewhere(JsonNode node, String start) {
    if (node.isTextual()) {
      return node.asText().toLowerCase(Locale.ROOT).startsWith(start);
    }
    for (JsonNode child : node) {
      if (startsSomewhere(child, start)) {
        return true;
      }
    }
    return false;
  }

  /** A date, a time or a period that starts at {@code pointer}. */
  static Predicate<JsonNode> date(DateAndListParam asked, String pointer, ZoneId zone) {
    if (asked == null) {
      return ANY;
    }
    Predicate<JsonNode> all = ANY;
    for (var either : asked.getValuesAsQueryTokens()) {
      List<Predicate<Span>> options = either.getValuesAsQueryTokens().stream().map(value -> compare(value, zone)).toList();
      all = all.and(json -> {
        Optional<Span> is = json.at(pointer).isTextual() ? Optional.of(Span.of(json.at(pointer).asText(), zone)) : Optional.empty();
        return is.isPresent() && options.stream().anyMatch(option -> option.test(is.get()));
      });
    }
    return all;
  }

  private static Predicate<Span> compare(DateParam asked, ZoneId zone) {
    Span span = Span.of(asked.getValueAsString(), zone);
    Instant from = span.from();
    Instant to = span.to();
    return switch (asked.getPrefix() == null ? ParamPrefixEnum.EQUAL : asked.getPrefix()) {
      case EQUAL -> is -> !is.from().isBefore(from) && !is.to().isAfter(to);
      case NOT_EQUAL -> is -> is.from().isBefore(from) || is.to().isAfter(to);
      case GREATERTHAN, STARTS_AFTER -> is -> !is.from().isBefore(to);
      case GREATERTHAN_OR_EQUALS -> is -> !is.from().isBefore(from);
      case LESSTHAN, ENDS_BEFORE -> is -> is.from().isBefore(from);
      case LESSTHAN_OR_EQUALS -> is -> is.from().isBefore(to);
      case APPROXIMATE -> throw new Refused(Refusal.NOT_SUPPORTED);
    };
  }

  /** Modifiers and chains are not supported. */
  private static <P extends BaseParam> List<P> plain(List<P> values) {
    for (P value : values) {
      boolean chained = value instanceof ReferenceParam reference && reference.getChain() != null;
      if (value.getQueryParameterQualifier() != null && !value.getQueryParameterQualifier().isEmpty() || chained) {
        throw new Refused(Refusal.NOT_SUPPORTED);
      }
    }
    return values;
  }
}
