package io.mediflow.mapping;

import io.mediflow.mapping.codec.Finding;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.LocalList;
import io.mediflow.packages.LocalList.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One list of a practice's local build, used both ways on what a codec makes: a text, or a coded value. */
record LocalBuild(LocalList list) {

  /** @param finding what is wrong; on a write it then refuses the field */
  record Translated(Object value, Optional<Finding> finding) {}

  /** The EHR's id or code as the practice's own; one that no entry has stays as it came. */
  Translated ours(Object value) {
    Optional<Entry> entry = list.ofEhr(code(value));
    return entry.map(one -> new Translated(value instanceof Map<?, ?> coded ? own(one, coded) : one.ours(), Optional.empty()))
        .orElseGet(() -> new Translated(value, Optional.of(new Finding(Category.CODE_INVALID,
            "the practice's " + list.name() + " do not have it; it is kept as it came, add it to the local build"))));
  }

  /** The practice's own as the EHR's; what is already the EHR's stays so. */
  Translated ehrs(Object value) {
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
