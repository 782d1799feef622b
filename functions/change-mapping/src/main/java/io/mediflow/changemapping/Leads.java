package io.mediflow.changemapping;

import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.Crosswalk.Kind;
import io.mediflow.model.record.Crosswalk.Lead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where some ids lead, step by step to the end. */
final class Leads {

  /** Leads make no circle, and only a chart that is merged again and again makes a longer chain. */
  private static final int MOST_STEPS = 50;

  private final Map<String, Lead> known;

  private Leads(Map<String, Lead> known) {
    this.known = known;
  }

  static Leads of(Crosswalk crosswalk, String connection, Set<String> ids) {
    Map<String, Lead> known = new HashMap<>();
    Set<String> asked = ids;
    for (int step = 0; !asked.isEmpty(); step++) {
      if (step == MOST_STEPS) {
        throw new IllegalStateException("a record id leads on and on");
      }
      Map<String, Lead> found = crosswalk.find(connection, asked);
      known.putAll(found);
      Set<String> next = new HashSet<>();
      found.values().forEach(one -> next.add(one.to()));
      next.removeAll(known.keySet());
      asked = next;
    }
    return new Leads(known);
  }

  /** The other names of one thing are followed, mergers are not. */
  String joined(String id) {
    String at = id;
    for (Lead lead = known.get(at); lead != null && lead.kind() == Kind.JOINED; lead = known.get(at)) {
      at = lead.to();
    }
    return at;
  }

  /** Who is there now in the place of an id. */
  String end(String id) {
    String at = id;
    for (Lead lead = known.get(at); lead != null; lead = known.get(at)) {
      at = lead.to();
    }
    return at;
  }

  /** On the way from an id, those that were not led along to their end. */
  List<String> open(String id) {
    List<String> open = new ArrayList<>();
    String at = id;
    for (Lead lead = known.get(at); lead != null; lead = known.get(at)) {
      if (lead.open()) {
        open.add(at);
      }
      at = lead.to();
    }
    return open;
  }

  boolean leads(String id) {
    return known.containsKey(id);
  }
}
