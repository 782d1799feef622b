package io.mediflow.packages;

import io.mediflow.model.connection.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The EHR packages that this build carries. */
public final class Packages {

  private final List<EhrPackage> all;

  public Packages(List<EhrPackage> all) {
    this.all = List.copyOf(all);
  }

  /** Those that this build carries. */
  public static Packages bundled() {
    return Bundled.ALL;
  }

  public List<EhrPackage> all() {
    return all;
  }

  /** The newest version of this major. */
  public Optional<EhrPackage> find(String name, int major) {
    return all.stream()
        .filter(one -> one.name().equals(name) && one.major() == major)
        .max((one, other) -> Arrays.compare(numbers(one), numbers(other)));
  }

  /** What a connection pins, with its own settings. */
  public Optional<EhrPackage> of(Connection connection) {
    return find(connection.packageName(), connection.packageMajor()).map(one -> one.set(connection));
  }

  private static int[] numbers(EhrPackage one) {
    return Arrays.stream(one.version().split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
