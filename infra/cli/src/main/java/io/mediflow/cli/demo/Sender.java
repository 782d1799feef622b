package io.mediflow.cli.demo;

import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.sample.SamplePractice;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends notifications as the EHR does, or as somebody who pretends to be it. */
final class Sender {

  private final World world;

  Sender(World world) {
    this.world = world;
  }

  Http.Answer send(String type, String id, String body, String secret) {
    Http http = new Http(world.system.run().api(), Optional.empty());
    return http.send(http.request("/hooks/" + SamplePractice.CONNECTION + "/fhir/" + type + "/" + id)
        .header("content-type", "application/fhir+json").header("X-Hook-Secret", secret)
        .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** With the right secret. */
  Http.Answer send(String type, String id, String body) {
    return send(type, id, body,
        new String(world.stores.secret(ConnectionSetup.hookSecret(SamplePractice.CONNECTION, "fhir")), StandardCharsets.UTF_8));
  }
}
