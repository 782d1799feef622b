package io.mediflow.golden;

import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.nio.file.Path;

/** Prints what each golden case of the bundled packages comes to, one line each. The argument is the packages' folder. */
public final class GoldenRun {

  private GoldenRun() {}

  public static void main(String... arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: golden FOLDER-OF-PACKAGES");
      System.exit(2);
    }
    long start = System.nanoTime();
    int[] cases = {0};
    for (EhrPackage ehr : Packages.bundled().all()) {
      new GoldenFolder(ehr, Path.of(arguments[0], ehr.name())).each((name, folder, came) -> {
        System.out.println(ehr.name() + "/" + name + " " + came);
        cases[0]++;
      });
    }
    System.err.println(cases[0] + " cases in " + (System.nanoTime() - start) / 1_000_000 + " ms, the loading of the packages included");
  }
}
