package io.mediflow.webhookintake;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.HookSpec;
import io.mediflow.packages.RecordSpec;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a notification came in, once its sender is proved, and what the package says of that interface. */
record Hook(HookPath path, Connection connection, EhrInterface own, EhrPackage ehr, HookSpec spec) {

  /** Where an event's record is. */
  sealed interface Place {

    /** It is to be fetched. */
    record Here(FlowId flow, String resource, String id) implements Place {}

    /** We follow such records, and cannot read this one by the id that we have; the flow brings it. */
    record Listed(FlowId flow) implements Place {}

    /** We follow no such records. */
    record NotFollowed() implements Place {}

    /** Nobody can say what the event is about. */
    record Unknown() implements Place {}
  }

  private static final Pattern RELATIVE =
      Pattern.compile("(" + HookPath.TYPE + ")/(" + HookPath.ID + ")(?:/_history/" + HookPath.ID + ")?");

  /** Whether HL7 v2 messages come here, and no resources. */
  boolean isFeed() {
    return ehr.interfaces().get(own.name()).format() == Format.HL7V2;
  }

  FlowId flow(RecordType type) {
    return new FlowId(connection.id(), own.name(), type, FlowId.Scope.WHOLE);
  }

  /** The record that a resource of this type becomes. */
  Optional<RecordType> record(String resource) {
    return ehr.recordFrom(own.name(), resource).map(RecordSpec::type);
  }

  /** What a subscription of this topic tells of. */
  Set<FlowId> fed(Optional<String> topic) {
    Set<RecordType> named = topic.map(spec.topics()::get).orElse(null);
    return ehr.records().stream()
        .filter(one -> one.interfaceName().equals(own.name()) && one.notified())
        .map(RecordSpec::type)
        .filter(type -> named == null || named.contains(type))
        .map(this::flow)
        .collect(Collectors.toSet());
  }

  /** A FHIR reference is taken before an identifier: by it the record can be read from where the event came. */
  Place place(Payload.Focus focus) {
    Optional<Matcher> reference = focus.reference().map(this::relative).filter(Matcher::matches);
    Optional<RecordType> type = reference.flatMap(one -> record(one.group(1)));
    if (type.isPresent()) {
      return new Place.Here(flow(type.get()), reference.get().group(1), reference.get().group(2));
    }
    Optional<HookSpec.Focus> named =
        focus.system().flatMap(system -> spec.focuses().stream().filter(one -> one.names(system)).findFirst());
    if (named.isPresent()) {
      return elsewhere(named.get(), focus.value().filter(HookPath::isId));
    }
    return reference.isPresent() || focus.reference().isEmpty() && focus.system().isPresent()
        ? new Place.NotFollowed()
        : new Place.Unknown();
  }

  private Place elsewhere(HookSpec.Focus named, Optional<String> id) {
    Optional<FlowId> flow = connection.interfaceNamed(named.interfaceName())
        .flatMap(used -> ehr.recordFrom(used.name(), named.resource()))
        .map(one -> new FlowId(connection.id(), one.interfaceName(), one.type(), FlowId.Scope.WHOLE));
    if (flow.isEmpty()) {
      return new Place.NotFollowed();
    }
    boolean readable = ehr.interfaces().get(named.interfaceName()).reads(named.resource());
    return readable && id.isPresent()
        ? new Place.Here(flow.get(), named.resource(), id.get())
        : new Place.Listed(flow.get());
  }

  /** An address of another server than the one that we read from names none of our records. */
  private Matcher relative(String reference) {
    return RELATIVE.matcher(fromBase(reference));
  }

  /** A reference within the server that we read from, without its address. */
  String fromBase(String reference) {
    String base = own.base() + "/";
    return reference.startsWith(base) ? reference.substring(base.length()) : reference;
  }
}
