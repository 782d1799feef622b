package io.mediflow.sandbox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.CompatibilityFlags;
import com.flipkart.zjsonpatch.JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import io.mediflow.sandbox.store.Draft;
import io.mediflow.sandbox.store.Store;
import io.mediflow.sandbox.store.Stored;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The one door for every change: applications through FHIR, the front desk through the control API. */
public final class Writes {
  private static final String MRN_SYSTEM = "http://ehr.example.com/mrn";

  /** RFC 6902 §4.2: what is to be removed must be there. */
  private static final EnumSet<CompatibilityFlags> STRICT = EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);

  private final Store store;
  private final Form form;
  private final Booking booking;
  private final Consumer<Stored> changed;

  /** @param changed is told each new version, in order, after it is on disk; it must not wait */
  public Writes(Store store, Form form, Consumer<Stored> changed) {
    this.store = store;
    this.form = form;
    this.booking = new Booking(store);
    this.changed = changed;
  }

  /** @throws Refused */
  public Stored create(String type, ObjectNode json) {
    ObjectNode after = form.check(type, json);
    return store.alone(() -> {
      Required.check(store, type, after);
      if (type.equals("Patient")) {
        numbered(after);
      }
      return commit(type, UUID.randomUUID().toString(), Optional.empty(), after);
    });
  }

  /**
   * Replaces a resource; one that says nothing new leaves the version as it is.
   *
   * @param ifMatch the version tag that the caller holds
   * @throws Refused
   */
  public Stored update(String type, String id, ObjectNode json, Optional<String> ifMatch) {
    ObjectNode after = form.check(type, json);
    return change(type, id, ifMatch, before -> after);
  }

  /**
   * Applies a JSON Patch (RFC 6902).
   *
   * @throws Refused
   */
  public Stored patch(String type, String id, JsonNode patch, Optional<String> ifMatch) {
    return change(type, id, ifMatch, before -> {
      ObjectNode after = applied(patch, before);
      if (!after.path("id").asText().equals(id) || !after.path("resourceType").asText().equals(type)) {
        throw new Refused(Refusal.PATCH_INVALID, type + ".id");
      }
      try {
        return form.check(type, after);
      } catch (Refused e) {
        throw new Refused(Refusal.PATCH_INVALID, e.element());
      }
    });
  }

  private static ObjectNode applied(JsonNode patch, ObjectNode before) {
    if (!patch.isArray()) {
      throw new Refused(Refusal.PATCH_INVALID);
    }
    try {
      if (JsonPatch.apply(patch, before, STRICT) instanceof ObjectNode after) {
        return after;
      }
    } catch (JsonPatchApplicationException e) {
      boolean test = "test".equalsIgnoreCase(String.valueOf(e.getOperation()));
      String path = e.getPath() == null ? "" : e.getPath().toString();
      throw new Refused(test ? Refusal.PATCH_TEST_FAILED : Refusal.PATCH_INVALID, path);
    }
    throw new Refused(Refusal.PATCH_INVALID);
  }

  private Stored change(String type, String id, Optional<String> ifMatch, UnaryOperator<ObjectNode> change) {
    return store.alone(() -> {
      Stored current = store.find(type, id).orElseThrow(() -> new Refused(Refusal.NOT_FOUND));
      if (ifMatch.isPresent() && !ifMatch.get().replace("W/", "").replace("\"", "").equals("" + current.version())) {
        throw new Refused(Refusal.VERSION_STALE);
      }
      ObjectNode before = current.json().deepCopy();
      ObjectNode after = change.apply(before.deepCopy());
      if (content(before).equals(content(after))) {
        return current;
      }
      Required.check(store, type, after);
      return commit(type, id, Optional.of(before), after);
    });
  }

  private Stored commit(String type, String id, Optional<ObjectNode> before, ObjectNode after) {
    List<Draft> drafts = new ArrayList<>();
    List<Draft> slots = type.equals("Appointment") ? booking.settle(before, after) : List.of();
    drafts.add(new Draft(type, id, after));
    drafts.addAll(slots);
    List<Stored> versions = store.commit(drafts);
    versions.forEach(changed);
    return versions.getFirst();
  }

  /** A new patient gets a record number, as every EHR gives one. */
  private void numbered(ObjectNode patient) {
    for (JsonNode identifier : patient.path("identifier")) {
      if (identifier.at("/type/coding/0/code").asText().equals("MR")) {
        return;
      }
    }
    ArrayNode identifiers = patient.path("identifier") instanceof ArrayNode given ? given : patient.putArray("identifier");
    ObjectNode number = identifiers.addObject();
    number.putObject("type").putArray("coding").addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/v2-0203").put("code", "MR");
    number.put("system", MRN_SYSTEM).put("value", "M%06d".formatted(store.all("Patient").size() + 1));
  }

  private static ObjectNode content(ObjectNode json) {
    ObjectNode content = json.deepCopy();
    content.remove("id");
    if (content.path("meta") instanceof ObjectNode meta) {
      meta.remove("versionId");
      meta.remove("lastUpdated");
      if (meta.isEmpty()) {
        content.remove("meta");
      }
    }
    return content;
  }
}
