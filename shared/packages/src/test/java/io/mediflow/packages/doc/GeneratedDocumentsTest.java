package io.mediflow.packages.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents kept beside the packages are what the packages say now. */
class GeneratedDocumentsTest {

  private static final Path DOCS = Path.of("docs");

  @Test
  void everyPackageHasItsDocumentAndItIsNotStale() throws IOException {
    for (EhrPackage one : Packages.bundled().all()) {
      Path kept = DOCS.resolve(one.name() + ".md");
      String now = MarkdownRenderer.render(MappingDocument.of(
          one, Overlay.NONE, Examples.bundled(one.name())));
      assertTrue(Files.exists(kept) && Files.readString(kept).equals(now), () -> kept + " is stale; make it anew with: "
          + "./mediflow mapping-doc " + one.name() + " --output shared/packages/docs/" + one.name() + ".md");
    }
  }

  @Test
  void noDocumentIsOfAPackageThatIsGone() throws IOException {
    try (Stream<Path> kept = Files.list(DOCS)) {
      assertEquals(Packages.bundled().all().stream().map(one -> one.name() + ".md").sorted().toList(),
          kept.map(one -> one.getFileName().toString()).sorted().toList());
    }
  }
}
