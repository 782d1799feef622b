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
import io.mediflow.packages.Format;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageException;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and checks the file that describes a practice; every mistake is a sentence that says where and what to do. */
public final class ConnectionFile {

  private static final YAMLMapper YAML = YAMLMapper.builder(
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()).build();

  /** Of what is sent to us and never called (RFC 2606, 2: no host has such a name). */
  private static final URI NOWHERE = URI.create("https://feed.invalid");

  private final Path file;
  private final Packages packages;

  private ConnectionFile(Path file, Packages packages) {
    this.file = file;
    this.packages = packages;
  }

  public static ConnectionPlan read(Path file, Packages packages) {
    return new ConnectionFile(file, packages).plan();
  }

  private ConnectionPlan plan() {
    JsonNode root = tree();
    known(root, "the file", Set.of("id", "name", "package", "zone", "interfaces", "applications", "overlay"));
    String id = text(root, "", "id");
    if (!id.matches("[a-z0-9-]{1,40}")) {
      throw wrong("id must be 1 to 40 characters of a-z, 0-9 and -, for example lakeside-family");
    }
    EhrPackage ehr = ehrPackage(text(root, "", "package"));
    List<ConnectionPlan.Way> ways = ways(root.path("interfaces"), id, ehr);
    return new ConnectionPlan(
        id, text(root, "", "name"), ehr, zone(text(root, "", "zone")), ways, applications(root.path("applications"), id, ehr),
        overlay(root.path("overlay")));
  }

  private JsonNode tree() {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (root == null || !root.isObject()) {
        throw wrong("it is not a YAML or JSON object; see mediflow connection add --help for an example");
      }
      return root;
    } catch (NoSuchFileException missing) {
      throw new Failure("There is no file " + file + ".");
    } catch (JsonProcessingException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
      throw wrong("line " + line + " cannot be read as YAML or JSON (" + firstLine(broken.getOriginalMessage()) + ")");
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
        .orElseThrow(() -> wrong("there is no EHR package " + named + "; there are: " + packages.all().stream()
            .map(one -> one.name() + "@" + one.major()).sorted().collect(Collectors.joining(", "))));
  }

  private ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw wrong("there is no time zone " + name + "; use an IANA name, for example America/New_York");
    }
  }

  private List<ConnectionPlan.Way> ways(JsonNode interfaces, String id, EhrPackage ehr) {
    if (!interfaces.isObject() || interfaces.isEmpty()) {
      throw wrong("interfaces is missing: name at least one way in; package " + ehr.name() + " has: " + names(ehr));
    }
    List<ConnectionPlan.Way> ways = new ArrayList<>();
    interfaces.properties().forEach(entry -> {
      String where = "interfaces." + entry.getKey();
      InterfaceSpec spec = Optional.ofNullable(ehr.interfaces().get(entry.getKey())).orElseThrow(() -> wrong(
          "package " + ehr.name() + " has no interface " + entry.getKey() + "; it has: " + names(ehr)));
      JsonNode one = entry.getValue();
      boolean isFeed = spec.format() == Format.HL7V2;
      known(one, where, Set.of("base", "client-id", "signing-key", "scopes", "webhook"));
      boolean webhook = flag(one.path("webhook"), where + ".webhook");
      if (webhook && spec.hook().isEmpty()) {
        throw wrong(where + ".webhook is true, and package " + ehr.name() + " knows no notifications on this interface");
      }
      ways.add(new ConnectionPlan.Way(
          entry.getKey(), isFeed && !one.has("base") ? NOWHERE : base(text(one, where + ".", "base"), where),
          isFeed && !one.has("client-id") ? "" : text(one, where + ".", "client-id"),
          signingKey(one, where, id), List.copyOf(texts(one.path("scopes"), where + ".scopes")), webhook));
    });
    return ways;
  }

  private String signingKey(JsonNode one, String where, String id) {
    if (!one.has("signing-key")) {
      return id;
    }
    JsonNode name = one.get("signing-key");
    if (!name.isTextual() || name.asText().isBlank()) {
      throw wrong(where + ".signing-key must be the name of a key (a text, in quotes if it is a number); leave the line out for"
          + " a key named " + id);
    }
    return name.asText().strip();
  }

  private URI base(String text, String where) {
    try {
      URI base = URI.create(text.replaceAll("/+$", ""));
      boolean loopback = base.getHost() != null && base.getHost().matches("localhost|127\\.0\\.0\\.1|\\[::1]");
      if (base.getHost() != null && base.getRawQuery() == null && base.getRawUserInfo() == null && base.getRawFragment() == null
          && ("https".equals(base.getScheme()) || "http".equals(base.getScheme()) && loopback)) {
        return base;
      }
    } catch (IllegalArgumentException none) {
      // told below
    }
    throw wrong(where + ".base must be the FHIR base URL, https (http only on this machine), without query and password");
  }

  private List<Application> applications(JsonNode list, String connection, EhrPackage ehr) {
    list(list, "applications", ", each entry with id, name, reads and writes");
    List<Application> found = new ArrayList<>();
    int i = 0;
    for (JsonNode one : list) {
      String where = "applications[" + i++ + "]";
      known(one, where, Set.of("id", "name", "reads", "writes", "purpose"));
      Set<String> writes = texts(one.path("writes"), where + ".writes");
      for (String write : writes) {
        if (!ehr.operations().containsKey(write)) {
          throw wrong(where + ".writes names " + write + "; package " + ehr.name() + " can write: "
              + ehr.operations().keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
      }
      Set<RecordType> reads = texts(one.path("reads"), where + ".reads").stream().map(type -> {
        try {
          return RecordType.of(type);
        } catch (IllegalArgumentException unknown) {
          throw wrong(where + ".reads names " + type + "; there are " + RecordType.labels());
        }
      }).collect(Collectors.toSet());
      found.add(new Application(text(one, where + ".", "id"), text(one, where + ".", "name"), connection, reads, writes,
          one.path("purpose").asText("TREAT")));
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
      throw wrong("overlay names " + named.asText() + ", and there is no such file beside it");
    }
  }

  private void known(JsonNode node, String where, Set<String> names) {
    if (!node.isObject()) {
      throw wrong(where + " must hold fields: " + sorted(names));
    }
    node.fieldNames().forEachRemaining(name -> {
      if (!names.contains(name)) {
        throw wrong(where + " has a field '" + name + "' that is not known; there are: " + sorted(names));
      }
    });
  }

  private String text(JsonNode node, String prefix, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw wrong(prefix + name + " is missing or empty");
    }
    return value.asText().strip();
  }

  private Set<String> texts(JsonNode list, String where) {
    list(list, where, "");
    Set<String> values = new LinkedHashSet<>();
    list.forEach(value -> values.add(value.asText()));
    return values;
  }

  private void list(JsonNode value, String where, String of) {
    boolean none = value.isMissingNode() || value.isNull() || value.isTextual() && value.asText().isEmpty(); // "name:" alone
    if (!none && !value.isArray()) {
      throw wrong(where + " must be a list" + of);
    }
  }

  private boolean flag(JsonNode value, String where) {
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(where + " must be true or false");
    }
    return value.asBoolean();
  }

  private static String names(EhrPackage ehr) {
    return sorted(ehr.interfaces().keySet());
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String firstLine(String message) {
    return message == null ? "broken" : message.lines().findFirst().orElse("broken");
  }

  private Failure wrong(String what) {
    return new Failure("The connection file " + file + " cannot be used: " + what + ". Nothing was stored.");
  }
}
