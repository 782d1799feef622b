package io.mediflow.packages;

import java.util.List;
import java.util.Optional;

/** The EHR packages that this build carries. */
public final class Packages {

  private final List<EhrPackage> all;

  public Packages(List<EhrPackage> all) {
    this.all = List.copyOf(all);
  }

  public List<EhrPackage> all() {
    return all;
  }

  /** The newest version of this major. */
  public Optional<EhrPackage> find(String name, int major) {
    return all.stream().filter(one -> one.name().equals(name) && one.major() == major).findFirst();
  }
}
