package io.mediflow.mapping.hl7;

import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.Severity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Problems as ERR segments, and their texts back: since HL7 2.5 one segment a problem, before one segment with a list of places. */
final class AckErrors {

  private static final int MOST = 20;
  private static final Pattern PLACE = Pattern.compile(
      "(?<segment>[A-Z][A-Z0-9]{2})(?:\\((?<sequence>\\d{1,5})\\))?(?:-(?<field>\\d{1,4})(?:\\((?<repetition>\\d{1,5})\\))?"
          + "(?:[-.](?<component>\\d{1,4})(?:[-.](?<subcomponent>\\d{1,4}))?)?)?");

  private AckErrors() {}

  static List<Hl7Segment> of(List<Problem> problems, String version, Severity severity) {
    List<Problem> told = problems.subList(0, Math.min(MOST, problems.size()));
    List<Hl7Segment> segments = new ArrayList<>();
    if (isAtLeast(version, 2, 5)) {
      for (Problem problem : told) {
        segments.add(segment(problem, severity));
      }
    } else if (!told.isEmpty()) {
      Hl7Segment segment = Hl7Segment.of("ERR");
      ArrayNode places = segment.fields().putArray("1");
      told.forEach(problem -> place(problem, places.addObject()));
      segments.add(segment);
    }
    return segments;
  }

  private static Hl7Segment segment(Problem problem, Severity severity) {
    Hl7Segment segment = Hl7Segment.of("ERR");
    Matcher place = PLACE.matcher(problem.path());
    if (place.matches()) {
      segment.put(2, 1, place.group("segment"));
      segment.put(2, 2, place.group("sequence") == null ? "1" : counted(place.group("sequence")));
      if (place.group("field") != null) {
        segment.put(2, 3, place.group("field"));
        segment.put(2, 4, place.group("repetition") == null ? "" : counted(place.group("repetition")));
        segment.put(2, 5, place.group("component") == null ? "" : place.group("component"));
        segment.put(2, 6, place.group("subcomponent") == null ? "" : place.group("subcomponent"));
      }
    }
    ErrorCode code = code(problem);
    segment.put(3, 1, String.valueOf(code.getCode())).put(3, 2, code.getMessage()).put(3, 3, ErrorCode.codeTable());
    segment.put(4, 1, severity.getCode());
    segment.put(7, 1, problem.category().name().toLowerCase(Locale.ROOT).replace('_', '-') + " at " + problem.path());
    segment.put(8, 1, problem.remedy());
    return segment;
  }

  /** ELD: segment, sequence, field, code (a coded element, and so subcomponents). */
  private static void place(Problem problem, ObjectNode eld) {
    Matcher place = PLACE.matcher(problem.path());
    if (place.matches()) {
      eld.putObject("1").put("1", place.group("segment"));
      eld.putObject("2").put("1", place.group("sequence") == null ? "1" : counted(place.group("sequence")));
      if (place.group("field") != null) {
        eld.putObject("3").put("1", place.group("field"));
      }
    }
    ErrorCode code = code(problem);
    eld.putObject("4").put("1", String.valueOf(code.getCode())).put("2", code.getMessage()).put("3", ErrorCode.codeTable());
  }

  /** Paths count occurrences from zero, ERR from one. */
  private static String counted(String index) {
    return String.valueOf(Integer.parseInt(index) + 1);
  }

  private static ErrorCode code(Problem problem) {
    return switch (problem.category()) {
      case STRUCTURE -> ErrorCode.SEGMENT_SEQUENCE_ERROR;
      case REQUIRED -> ErrorCode.REQUIRED_FIELD_MISSING;
      case VALUE, INVARIANT, TOO_LONG -> ErrorCode.DATA_TYPE_ERROR;
      case CODE_INVALID -> ErrorCode.TABLE_VALUE_NOT_FOUND;
      case NOT_FOUND -> ErrorCode.UNKNOWN_KEY_IDENTIFIER;
      case CONFLICT -> ErrorCode.DUPLICATE_KEY_IDENTIFIER;
      case NOT_SUPPORTED -> switch (problem.path()) {
        case "MSH-9", "MSH-9-1" -> ErrorCode.UNSUPPORTED_MESSAGE_TYPE;
        case "MSH-9-2" -> ErrorCode.UNSUPPORTED_EVENT_CODE;
        case "MSH-11" -> ErrorCode.UNSUPPORTED_PROCESSING_ID;
        case "MSH-12" -> ErrorCode.UNSUPPORTED_VERSION_ID;
        default -> ErrorCode.APPLICATION_INTERNAL_ERROR;
      };
      case SECURITY, PROCESSING -> ErrorCode.APPLICATION_INTERNAL_ERROR;
    };
  }

  /** What MSA-3 and the ERR segments of an answer say, each once. */
  static String reasons(Hl7Message answer) {
    Set<String> reasons = new LinkedHashSet<>();
    answer.all("MSA").forEach(one -> reasons.add(one.text(3, 1)));
    for (Hl7Segment error : answer.all("ERR")) {
      reasons.add(error.text(3, 2));
      reasons.add(error.text(7, 1));
      reasons.add(error.text(8, 1));
      for (JsonNode place : error.fields().path("1")) {
        reasons.add(place.path("4").path("2").asText());
      }
    }
    reasons.remove("");
    return String.join("; ", reasons);
  }

  /** A version that cannot be read counts as a new one. */
  static boolean isAtLeast(String version, int major, int minor) {
    Matcher numbers = Pattern.compile("(\\d{1,3})\\.(\\d{1,3}).*").matcher(version);
    if (!numbers.matches()) {
      return true;
    }
    int found = Integer.parseInt(numbers.group(1));
    return found > major || found == major && Integer.parseInt(numbers.group(2)) >= minor;
  }
}
