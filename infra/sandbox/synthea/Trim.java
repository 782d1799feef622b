import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Cuts Synthea's output down to one practice's schedule: who is seen, by whom, where, and who pays. */
public class Trim {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  static final int PRACTITIONERS = 4;
  static final int ENCOUNTERS_EACH = 8;
  static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

  /** Everything read, by type and id. */
  static final Map<String, Map<String, ObjectNode>> read = new TreeMap<>();
  /** Synthea's conditional references, {@code Practitioner?identifier=system|value}, to the resources that they mean. */
  static final Map<String, String> byIdentifier = new TreeMap<>();

  public static void main(String[] args) throws IOException {
    load(Path.of(args[0]));
    Map<String, List<ObjectNode>> kept = new TreeMap<>();

    List<ObjectNode> visits = of("Encounter").stream()
        .filter(e -> e.at("/class/code").asText().equals("AMB"))
        .toList();
    Set<String> practitioners = busiest(visits);
    Map<String, List<ObjectNode>> visitsByPatient = visits.stream()
        .filter(e -> practitioners.contains(reference(e.at("/participant/0/individual"))))
        .sorted(Comparator.comparing((ObjectNode e) -> e.at("/period/start").asText()).reversed())
        .collect(Collectors.groupingBy(e -> reference(e.get("subject")), TreeMap::new, Collectors.toList()));
    List<ObjectNode> encounters = visitsByPatient.values().stream()
        .flatMap(all -> all.stream().limit(ENCOUNTERS_EACH))
        .map(Trim::plain)
        .toList();
    kept.put("Encounter", encounters);

    int number = 0;
    List<ObjectNode> patients = new ArrayList<>();
    for (ObjectNode patient : of("Patient")) {
      patients.add(patient(patient, ++number));
    }
    kept.put("Patient", patients);
    kept.put("Coverage", new Coverages().all());

    Set<String> wanted = new TreeSet<>();
    encounters.forEach(e -> references(e, wanted));
    for (String type : List.of("Practitioner", "Location", "Organization")) {
      kept.put(type, new ArrayList<>(of(type).stream()
          .filter(r -> wanted.contains(type + "/" + r.get("id").asText()))
          .map(Trim::plain)
          .toList()));
    }
    kept.get("Organization").addAll(Coverages.PAYERS.values());

    Path target = Path.of(args[1]);
    Files.createDirectories(target);
    for (Map.Entry<String, List<ObjectNode>> type : kept.entrySet()) {
      String lines = type.getValue().stream().map(r -> r + "\n").collect(Collectors.joining());
      Files.write(target.resolve(type.getKey() + ".ndjson"), lines.getBytes(StandardCharsets.UTF_8));
      System.out.println(type.getKey() + " " + type.getValue().size() + ", " + lines.length() + " characters");
    }
  }

  static void load(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        for (JsonNode entry : JSON.readTree(file.toFile()).get("entry")) {
          ObjectNode resource = (ObjectNode) entry.get("resource");
          String type = resource.get("resourceType").asText();
          String id = resource.get("id").asText();
          read.computeIfAbsent(type, t -> new TreeMap<>()).put(id, resource);
          for (JsonNode identifier : resource.path("identifier")) {
            byIdentifier.put(type + "?identifier=" + identifier.path("system").asText() + "|"
                + identifier.path("value").asText(), type + "/" + id);
          }
        }
      }
    }
  }

  static List<ObjectNode> of(String type) {
    return new ArrayList<>(read.get(type).values());
  }

  /** The practitioners who see the most different people. */
  static Set<String> busiest(List<ObjectNode> visits) {
    Map<String, Set<String>> seen = new TreeMap<>();
    visits.forEach(e -> seen.computeIfAbsent(reference(e.at("/participant/0/individual")), p -> new HashSet<>())
        .add(reference(e.get("subject"))));
    return seen.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<String, Set<String>> e) -> -e.getValue().size()))
        .limit(PRACTITIONERS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  static String reference(JsonNode node) {
    String reference = node.path("reference").asText();
    if (reference.startsWith("urn:uuid:")) {
      String id = reference.substring("urn:uuid:".length());
      for (Map.Entry<String, Map<String, ObjectNode>> type : read.entrySet()) {
        if (type.getValue().containsKey(id)) {
          return type.getKey() + "/" + id;
        }
      }
    }
    return byIdentifier.getOrDefault(reference, reference);
  }

  /** Without narrative and with references that a server serves. */
  static ObjectNode plain(ObjectNode resource) {
    ObjectNode copy = resource.deepCopy();
    copy.remove("text");
    if (copy.path("managingOrganization").has("identifier")) {
      JsonNode by = copy.path("managingOrganization").path("identifier");
      ((ObjectNode) copy.path("managingOrganization"))
          .put("reference", byIdentifier.get("Organization?identifier=" + by.path("system").asText() + "|"
              + by.path("value").asText()))
          .remove("identifier");
    }
    resolve(copy);
    return copy;
  }

  static void resolve(JsonNode node) {
    if (node.isObject() && node.has("reference")) {
      ((ObjectNode) node).put("reference", reference(node));
    }
    node.forEach(Trim::resolve);
  }

  static void references(JsonNode node, Set<String> into) {
    if (node.isObject() && node.has("reference")) {
      into.add(node.get("reference").asText());
    }
    node.forEach(child -> references(child, into));
  }

  /** Numbers from 508-555-0100 on are kept for fiction; example.com never receives mail. */
  static ObjectNode patient(ObjectNode synthea, int number) {
    ObjectNode patient = plain(synthea);
    patient.put("active", true);
    // Synthea writes 00000 where its table has no code for the place.
    for (JsonNode address : patient.path("address")) {
      if (address.path("postalCode").asText().equals("00000")) {
        ((ObjectNode) address).put("postalCode", "01760");
      }
    }
    ArrayNode telecom = (ArrayNode) patient.get("telecom");
    boolean mobile = false;
    for (JsonNode contact : telecom) {
      mobile |= contact.path("use").asText().equals("mobile");
    }
    if (!mobile) {
      telecom.addObject().put("system", "phone").put("value", "508-555-%04d".formatted(100 + number)).put("use", "mobile");
    }
    String name = patient.at("/name/0/given/0").asText() + "." + patient.at("/name/0/family").asText();
    telecom.addObject().put("system", "email")
        .put("value", name.replaceAll("[^A-Za-z0-9.]", "").toLowerCase() + "@example.com").put("use", "home");
    return patient;
  }

  /** Coverages out of claims: Synthea names the payer of each claim, and nothing else. */
  static class Coverages {
    static final Map<String, ObjectNode> PAYERS = new LinkedHashMap<>();
    static final Set<String> PUBLIC = Set.of("Medicare", "Medicaid");

    List<ObjectNode> all() {
      Map<String, Map<String, LocalDate[]>> spans = new TreeMap<>();
      for (ObjectNode claim : of("Claim")) {
        String payers = claim.at("/insurance/0/coverage/display").asText();
        LocalDate day = LocalDate.parse(claim.at("/billablePeriod/start").asText().substring(0, 10));
        for (String payer : payers.equals("Dual Eligible") ? List.of("Medicare", "Medicaid") : List.of(payers)) {
          if (payer.isEmpty() || payer.equals("NO_INSURANCE")) {
            continue;
          }
          LocalDate[] span = spans.computeIfAbsent(reference(claim.get("patient")), p -> new TreeMap<>())
              .computeIfAbsent(payer, p -> new LocalDate[] {day, day});
          span[0] = day.isBefore(span[0]) ? day : span[0];
          span[1] = day.isAfter(span[1]) ? day : span[1];
        }
      }
      List<ObjectNode> coverages = new ArrayList<>();
      spans.forEach((patient, byPayer) -> {
        List<Map.Entry<String, LocalDate[]>> latestFirst = byPayer.entrySet().stream()
            .sorted(Comparator.comparing((Map.Entry<String, LocalDate[]> e) -> e.getValue()[1]).reversed()
                .thenComparing(e -> e.getKey().equals("Medicaid") ? 1 : 0)
                .thenComparing(Map.Entry::getKey))
            .toList();
        int order = 0;
        for (Map.Entry<String, LocalDate[]> payer : latestFirst) {
          boolean current = order == 0
              || payer.getValue()[1].equals(latestFirst.get(0).getValue()[1]);
          order += current ? 1 : 0;
          coverages.add(coverage(patient, payer.getKey(), payer.getValue(), current, current ? order : 1));
        }
      });
      return coverages;
    }

    ObjectNode coverage(String patient, String payer, LocalDate[] span, boolean current, int order) {
      UUID id = UUID.nameUUIDFromBytes((patient + payer).getBytes(StandardCharsets.UTF_8));
      String digits = "%09d".formatted(Math.floorMod(id.getLeastSignificantBits(), 1_000_000_000L));
      String member = payer.replaceAll("[a-z ]", "").substring(0, 1) + digits;
      boolean child = LocalDate.parse(read.get("Patient").get(patient.substring("Patient/".length()))
          .get("birthDate").asText()).plusYears(19).isAfter(AS_OF) && !PUBLIC.contains(payer);
      ObjectNode coverage = JSON.createObjectNode().put("resourceType", "Coverage").put("id", id.toString());
      coverage.putObject("meta").putArray("profile")
          .add("http://hl7.org/fhir/us/core/StructureDefinition/us-core-coverage");
      ObjectNode identifier = coverage.putArray("identifier").addObject();
      coding(identifier.putObject("type"), "http://terminology.hl7.org/CodeSystem/v2-0203", "MB", "Member Number");
      identifier.put("system", "http://payer.example.com/" + slug(payer) + "/member").put("value", member);
      coverage.put("status", current ? "active" : "cancelled");
      String[] type = PUBLIC.contains(payer)
          ? new String[] {"PUBLICPOL", "public healthcare"}
          : new String[] {"EHCPOL", "extended healthcare"};
      coding(coverage.putObject("type"), "http://terminology.hl7.org/CodeSystem/v3-ActCode", type[0], type[1]);
      if (!child) {
        coverage.putObject("subscriber").put("reference", patient);
      }
      coverage.put("subscriberId", member);
      coverage.putObject("beneficiary").put("reference", patient);
      coding(coverage.putObject("relationship"), "http://terminology.hl7.org/CodeSystem/subscriber-relationship",
          child ? "child" : "self", child ? "Child" : "Self");
      ObjectNode period = coverage.putObject("period").put("start", span[0].withDayOfYear(1).toString());
      if (!current) {
        period.put("end", span[1].withDayOfMonth(span[1].lengthOfMonth()).toString());
      }
      coverage.putArray("payor").addObject().put("reference", "Organization/" + payer(payer)).put("display", payer);
      ArrayNode classes = coverage.putArray("class");
      if (!PUBLIC.contains(payer)) {
        classOf(classes, "group", "GRP-" + digits.substring(0, 5), payer + " employer group");
      }
      classOf(classes, "plan", slug(payer).toUpperCase() + "-STD", payer + " Standard");
      coverage.put("order", order);
      return coverage;
    }

    static String payer(String name) {
      String id = UUID.nameUUIDFromBytes(("payer " + name).getBytes(StandardCharsets.UTF_8)).toString();
      PAYERS.computeIfAbsent(name, n -> {
        ObjectNode payer = JSON.createObjectNode().put("resourceType", "Organization").put("id", id);
        payer.putObject("meta").putArray("profile")
            .add("http://hl7.org/fhir/us/core/StructureDefinition/us-core-organization");
        payer.put("active", true);
        coding((ObjectNode) payer.putArray("type").addObject(),
            "http://terminology.hl7.org/CodeSystem/organization-type", "pay", "Payer");
        return payer.put("name", n);
      });
      return id;
    }

    static void classOf(ArrayNode classes, String code, String value, String name) {
      ObjectNode of = classes.addObject();
      coding(of.putObject("type"), "http://terminology.hl7.org/CodeSystem/coverage-class", code, code.equals("plan") ? "Plan" : "Group");
      of.put("value", value).put("name", name);
    }

    static void coding(ObjectNode concept, String system, String code, String display) {
      concept.putArray("coding").addObject().put("system", system).put("code", code).put("display", display);
    }

    static String slug(String name) {
      return name.toLowerCase().replaceAll("[^a-z]+", "-");
    }
  }
}
