package io.mediflow.bench.mapping;

import java.util.List;
import java.util.function.Predicate;

/** The messages that both converters take; the others are told and left out, for a refusal is quickly made. */
final class Taken {

  /** System property: their names, for the measured processes. */
  static final String NAMES = "mediflow.bench.taken";

  private Taken() {}

  /** Asks both, and prints what each makes of each. */
  static List<String> byBoth(Ours ours, Peer peer) {
    return Input.messages().stream().filter(message -> {
      long records = ours.records(message.bytes());
      long resources = peer.resources(message.text());
      boolean taken = records > 0 && resources > 0;
      System.out.printf("%-48s %2d records of ours, %2d of their resources%s%n", message.name(), records, resources,
          taken ? "" : ": left out");
      return taken;
    }).map(Input::name).toList();
  }

  /** @param kind {@code adt}, or {@code mixed} for all */
  static List<Input> of(String kind) {
    List<String> names = List.of(System.getProperty(NAMES).split(","));
    Predicate<Input> wanted = kind.equals("adt") ? one -> one.name().startsWith("adt") : one -> true;
    return Input.messages().stream().filter(one -> names.contains(one.name())).filter(wanted).toList();
  }
}
