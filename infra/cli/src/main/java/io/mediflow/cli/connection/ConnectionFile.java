package io.mediflow.cli.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mediflow.cli.Failure;
import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageException;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and checks the file that describes a practice; every mistake is a sentence that says where and what to do. */
public final class ConnectionFile {

  private static final YAMLMapper YAML = YAMLMapper.builder(
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()).build();

  private final Path file;
  private final Fields fields;
  private final Packages packages;

  private ConnectionFile(Path file, Packages packages) {
    this.file = file;
    this.fields = new Fields(file);
    this.packages = packages;
  }

  public static ConnectionPlan read(Path file, Packages packages) {
    return new ConnectionFile(file, packages).plan();
  }

  private ConnectionPlan plan() {
    JsonNode root = tree();
    fields.known(root, "the file", Set.of("id", "name", "package", "zone", "interfaces", "applications", "overlay"));
    String id = fields.text(root, "", "id");
    if (!id.matches("[a-z0-9-]{1,40}")) {
      throw fields.wrong("id must be 1 to 40 characters of a-z, 0-9 and -, for example lakeside-family");
    }
    EhrPackage ehr = ehrPackage(fields.text(root, "", "package"));
    List<ConnectionPlan.Way> ways = new WaysIn(fields, id, ehr).of(root.path("interfaces"));
    return new ConnectionPlan(
        id, fields.text(root, "", "name"), ehr, zone(fields.text(root, "", "zone")), ways,
        applications(root.path("applications"), id, ehr), overlay(root.path("overlay")));
  }

  private JsonNode tree() {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (root == null || !root.isObject()) {
        throw fields.wrong("it is not a YAML or JSON object; see mediflow connection add --help for an example");
      }
      return root;
    } catch (NoSuchFileException missing) {
      throw Failure.noFile(file);
    } catch (JsonProcessingException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
      throw fields.wrong("line " + line + " cannot be read as YAML or JSON (" + firstLine(broken.getOriginalMessage()) + ")");
    } catch (IOException unreadable) {
      throw new Failure(file + " cannot be read: is it a text file, and may you read it?");
    }
  }

  private EhrPackage ehrPackage(String named) {
    int at = named.indexOf('@');
    String name = at < 0 ? named : named.substring(0, at);
    return packages.all().stream()
        .filter(one -> one.name().equals(name) && (at < 0 || named.substring(at + 1).equals(String.valueOf(one.major()))))
        .reduce((older, newer) -> newer.major() > older.major() ? newer : older)
        .orElseThrow(() -> fields.wrong("there is no EHR package " + named + "; there are: " + packages.all().stream()
            .map(one -> one.name() + "@" + one.major()).sorted().collect(Collectors.joining(", "))));
  }

  private ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw fields.wrong("there is no time zone " + name + "; use an IANA name, for example America/New_York");
    }
  }

  private List<Application> applications(JsonNode list, String connection, EhrPackage ehr) {
    fields.list(list, "applications", ", each entry with id, name, reads and writes");
    List<Application> found = new ArrayList<>();
    int i = 0;
    for (JsonNode one : list) {
      String where = "applications[" + i++ + "]";
      fields.known(one, where, Set.of("id", "name", "reads", "writes", "purpose"));
      Set<String> writes = fields.texts(one.path("writes"), where + ".writes");
      for (String write : writes) {
        if (!ehr.operations().containsKey(write)) {
          throw fields.wrong(where + ".writes names " + write + "; package " + ehr.name() + " can write: "
              + ehr.operations().keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
      }
      Set<RecordType> reads = fields.texts(one.path("reads"), where + ".reads").stream().map(type -> {
        try {
          return RecordType.of(type);
        } catch (IllegalArgumentException unknown) {
          throw fields.wrong(where + ".reads names " + type + "; there are " + RecordType.labels());
        }
      }).collect(Collectors.toSet());
      found.add(new Application(fields.text(one, where + ".", "id"), fields.text(one, where + ".", "name"), connection, reads,
          writes, one.path("purpose").asText("TREAT")));
    }
    return found;
  }

  private Optional<String> overlay(JsonNode named) {
    if (named.isMissingNode() || named.isNull()) {
      return Optional.empty();
    }
    Path overlay = file.toAbsolutePath().resolveSibling(named.asText());
    try {
      String yaml = Files.readString(overlay);
      OverlayParser.parse(yaml);
      return Optional.of(yaml);
    } catch (PackageException mistake) {
      throw new Failure(overlay + " cannot be used. " + mistake.getMessage());
    } catch (IOException missing) {
      throw fields.wrong("overlay names " + named.asText() + ", and there is no such file beside it");
    }
  }

  private static String firstLine(String message) {
    return message == null ? "broken" : message.lines().findFirst().orElse("broken");
  }
}
