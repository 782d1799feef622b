package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Patch;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.desk.Refusal;
import io.mediflow.sandbox.desk.Refused;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Stored;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** Creating, replacing and patching, the same for every type that applications may write. */
public abstract class WriteProvider<T extends Resource> extends ReadProvider<T> {

  protected WriteProvider(Served served, Class<T> type) {
    super(served, type);
  }

  @Create
  public MethodOutcome create(HttpServletRequest request, @ResourceParam T resource) {
    return done(request, Stats.Event.CREATE, served.writes().create(name(), served.wire().json(resource)));
  }

  @Update
  public MethodOutcome update(HttpServletRequest request, @IdParam IdType id, @ResourceParam T resource) {
    Stored version = served.writes().update(name(), id.getIdPart(), served.wire().json(resource), ifMatch(request));
    return done(request, Stats.Event.UPDATE, version);
  }

  @Patch
  public MethodOutcome patch(
      HttpServletRequest request, @IdParam IdType id, PatchTypeEnum form, @ResourceParam String body) {
    if (form != PatchTypeEnum.JSON_PATCH) {
      throw new Refused(Refusal.NOT_SUPPORTED, "Content-Type");
    }
    JsonNode patch;
    try {
      patch = Json.read(body);
    } catch (IllegalArgumentException e) {
      throw new Refused(Refusal.PATCH_INVALID);
    }
    return done(request, Stats.Event.PATCH, served.writes().patch(name(), id.getIdPart(), patch, ifMatch(request)));
  }

  private Optional<String> ifMatch(HttpServletRequest request) {
    Optional<String> given = Optional.ofNullable(request.getHeader("If-Match"));
    if (given.isEmpty() && served.settings().requireIfMatch()) {
      throw new Refused(Refusal.VERSION_REQUIRED);
    }
    return given;
  }

  /** The version is on disk; from here on only the answer can get lost. */
  private MethodOutcome done(HttpServletRequest request, Stats.Event event, Stored version) {
    served.stats().count(event);
    served.faults().written(request);
    IdType id = new IdType(version.type(), version.id(), Integer.toString(version.version()));
    MethodOutcome outcome = new MethodOutcome(id, event == Stats.Event.CREATE);
    outcome.setResource(served.wire().resource(version));
    return outcome;
  }
}
