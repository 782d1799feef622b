package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingDocCommandTest {

  @TempDir private Path place;

  @Test
  void theThreeFormsSayTheSame() throws IOException {
    assertTrue(Ran.of("mapping-doc", "smart-r4").well().out().startsWith("# Mapping of FHIR R4"));
    assertTrue(Ran.of("mapping-doc", "smart-r4@1", "--format", "csv").well().out().startsWith("package,record,interface,"));
    Path page = place.resolve("page.html");
    Ran written = Ran.of("mapping-doc", "smart-r4", "--major", "1", "--format", "html", "--output", page).well();
    assertEquals("", written.out());
    assertEquals("Written to " + page + ".", written.err().strip());
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
  }

  @Test
  void whatIsPrintedIsWhatIsKeptInTheRepository() throws IOException {
    String kept = Files.readString(Path.of("..", "..", "shared", "packages", "docs", "smart-r4.md"));
    assertEquals(kept, Ran.of("mapping-doc", "smart-r4").well().out());
  }

  @Test
  void anOverlayStandsInIt() throws IOException {
    Path overlay = Files.writeString(place.resolve("own.yaml"), """
        version: 2
        patient:
          - {field: custom.pharmacy, path: "extension('urn:x').value.ofType(string)", codec: text}
        """);
    String out = Ran.of("mapping-doc", "smart-r4", "--overlay", overlay).well().out();
    assertTrue(out.contains("| `custom.pharmacy`<br>**the practice's own** |"), out);
  }

  @Test
  void everyMistakeIsASentence() throws IOException {
    Ran.of("mapping-doc").failed(2, "Say whose mapping you want");
    Ran.of("mapping-doc", "smart-r9").failed(2, "There is no EHR package smart-r9");
    Ran.of("mapping-doc", "smart-r4", "--major", "7").failed(2, "There is no EHR package smart-r4@7");
    Ran.of("mapping-doc", "smart-r4", "--format", "pdf").failed(2, "Invalid value for option '--format'");
    Ran.of("mapping-doc", "smart-r4", "--output", place.resolve("none/x.md")).failed(1, "cannot be written");
    Ran.of("mapping-doc", "--connection", "lakeside", "--data", place).failed(1, "There is no MediFlow data folder");
  }
}
