package io.mediflow.testkit.memory;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.model.terminology.TerminologyStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Releases in memory. */
public final class MemoryTerminologyStore implements TerminologyStore {

  private record Held(Release release, Map<Code, Concept> concepts) {}

  private final Map<String, Held> inForce = new TreeMap<>();
  private final Map<String, Load> loads = new HashMap<>();

  @Override
  public synchronized Map<Code, Concept> find(Set<Code> codes) {
    Map<Code, Concept> found = new HashMap<>();
    for (Held one : inForce.values()) {
      codes.stream().map(one.concepts()::get).filter(concept -> concept != null)
          .forEach(concept -> found.merge(concept.code(), concept, Concept::and));
    }
    return found;
  }

  @Override
  public synchronized Optional<Release> release(String name) {
    return Optional.ofNullable(inForce.get(name)).map(Held::release);
  }

  @Override
  public synchronized List<Release> releases() {
    return inForce.values().stream().map(Held::release).toList();
  }

  @Override
  public synchronized TerminologyLoad begin(String name) {
    Load load = new Load(name);
    loads.put(name, load);
    return load;
  }

  private final class Load implements TerminologyLoad {

    private final String name;
    private final Map<Code, Concept> concepts = new HashMap<>();

    private Load(String name) {
      this.name = name;
    }

    @Override
    public void put(Collection<Concept> batch) {
      synchronized (MemoryTerminologyStore.this) {
        checkCurrent();
        batch.forEach(one -> concepts.put(one.code(), one));
      }
    }

    @Override
    public Release finish(Release.Origin origin, Instant now) {
      synchronized (MemoryTerminologyStore.this) {
        checkCurrent();
        Set<String> systems = concepts.keySet().stream().map(Code::system).collect(Collectors.toSet());
        Release release = new Release(name, origin, now, concepts.size(), systems);
        inForce.put(name, new Held(release, Map.copyOf(concepts)));
        loads.remove(name);
        return release;
      }
    }

    @Override
    public void close() {
      synchronized (MemoryTerminologyStore.this) {
        loads.remove(name, this);
      }
    }

    private void checkCurrent() {
      if (loads.get(name) != this) {
        throw new Superseded();
      }
    }
  }
}
