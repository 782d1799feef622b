package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.model.record.Problem.Category;
import java.util.List;

/** {@code date-and-time}: two paths, the date's and the time's, as one instant; the row's argument is the EHR's form of both. */
final class DateAndTimeCodec implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    TimeForm form = TimeForm.of(context.argument());
    return InstantCodec.decode(joined(values, form), form, context);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    TimeForm form = TimeForm.of(context.argument());
    return switch (Times.encode(value, context.zone())) {
      case Encoded.Value(JsonNode iso) -> TimeForm.local(iso.asText(), context.zone())
          .map(local -> local.atZone(context.zone()).toOffsetDateTime().format(Times.SECONDS))
          .filter(local -> Times.fraction(iso.asText()).isEmpty())
          .flatMap(local -> form.time(local, context.zone()))
          .<Encoded>map(whole -> parted(whole.asText(), form))
          .orElseGet(() -> Encoded.refused(Category.VALUE,
              "the EHR's form of times cannot say it exactly; send a time that its clock shows once, without parts of a second"));
      case Encoded.Several several -> several;
      case Encoded.Refused refused -> refused;
    };
  }

  /** The date's and the time's text as one of the form; of an instant that came along as the date, that. */
  static String joined(List<JsonNode> values, TimeForm form) {
    String date = values.getFirst().asText().strip();
    String time = values.size() > 1 ? values.get(1).asText().strip() : "";
    return time.isEmpty() ? date : date + between(form) + time;
  }

  private static Encoded parted(String whole, TimeForm form) {
    int date = form == TimeForm.HL7 ? 8 : 10;
    String time = whole.substring(date + between(form).length());
    String clock = switch (form) {
      case ISO -> time.substring(0, 8);
      case HL7 -> time.substring(0, 6);
      case US, US_12H, EPOCH_SECONDS, EPOCH_MILLIS -> time;
    };
    return new Encoded.Several(List.of(TextNode.valueOf(whole.substring(0, date)), TextNode.valueOf(clock)));
  }

  private static String between(TimeForm form) {
    return switch (form) {
      case ISO -> "T";
      case HL7 -> "";
      case US, US_12H, EPOCH_SECONDS, EPOCH_MILLIS -> " ";
    };
  }
}
