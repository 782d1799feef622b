package io.mediflow.mapping;

import io.mediflow.mapping.codec.Finding;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.LocalList;
import io.mediflow.packages.LocalList.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One list of a practice's local build, used both ways on what a codec makes: a text, a coded value, or a list of them.
 *
 * @param parts that the row takes, each of which is looked up on its own; empty where the codec makes one value
 */
record LocalBuild(LocalList list, Set<String> parts) {

  /** @param finding what is wrong; on a write it then refuses the field */
  record Translated(Object value, Optional<Finding> finding) {}

  /** The EHR's id or code as the practice's own; one that no entry has stays as it came. */
  Translated ours(Object value) {
    return each(value, this::oneOfOurs);
  }

  /** The practice's own as the EHR's; what is already the EHR's stays so. */
  Translated ehrs(Object value) {
    return each(value, this::oneOfEhrs);
  }

  private Translated each(Object value, Function<Object, Translated> one) {
    if (value instanceof List<?> several) {
      List<Translated> all = several.stream().<Translated>map(one::apply).toList();
      return new Translated(all.stream().map(Translated::value).toList(), finding(all));
    }
    if (parts.isEmpty() || !(value instanceof Map<?, ?> made)) {
      return one.apply(value);
    }
    Map<Object, Object> own = new LinkedHashMap<>(made);
    List<Translated> all = new ArrayList<>();
    for (String part : parts) {
      if (made.get(part) != null) {
        all.add(each(made.get(part), one));
        own.put(part, all.getLast().value());
      }
    }
    return new Translated(own, finding(all));
  }

  private static Optional<Finding> finding(List<Translated> all) {
    return all.stream().flatMap(one -> one.finding().stream()).findFirst();
  }

  private Translated oneOfOurs(Object value) {
    Optional<Entry> entry = list.ofEhr(code(value));
    return entry.map(one -> new Translated(value instanceof Map<?, ?> coded ? own(one, coded) : one.ours(), Optional.empty()))
        .orElseGet(() -> new Translated(value, Optional.of(new Finding(Category.CODE_INVALID,
            "the practice's " + list.name() + " do not have it; it is kept as it came, add it to the local build"))));
  }

  private Translated oneOfEhrs(Object value) {
    if (value instanceof Map<?, ?> coded && !list.system().equals(coded.get("system"))) {
      return new Translated(value, Optional.empty());
    }
    Optional<Entry> entry = list.ofOurs(code(value));
    if (entry.isEmpty() && list.ofEhr(code(value)).isPresent()) {
      return new Translated(value, Optional.empty());
    }
    if (entry.isEmpty() || entry.get().retired()) {
      return new Translated(value, Optional.of(new Finding(Category.CODE_INVALID, "the practice's " + list.name()
          + (entry.isEmpty() ? " do not have it; send one of theirs" : " have retired it; send one in use"))));
    }
    return new Translated(value instanceof Map<?, ?> ? theirs(entry.get()) : entry.get().ehr(), Optional.empty());
  }

  private static String code(Object value) {
    return value instanceof Map<?, ?> coded ? String.valueOf(coded.get("code")) : String.valueOf(value);
  }

  private Map<String, Object> own(Entry entry, Map<?, ?> coded) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("system", list.system());
    own.put("code", entry.ours());
    Object display = entry.title().<Object>map(one -> one).orElse(coded.get("display"));
    if (display != null) {
      own.put("display", display);
    }
    return own;
  }

  private static Map<String, Object> theirs(Entry entry) {
    Map<String, Object> theirs = new LinkedHashMap<>();
    entry.system().ifPresent(system -> theirs.put("system", system));
    theirs.put("code", entry.ehr());
    return theirs;
  }
}
