package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.mediflow.model.record.Problem.Category;
import java.util.Locale;

/** {@code boolean}: true or false in any usual word; the row's argument, {@code Y|N}, is the EHR's words for yes and for no. */
final class BooleanCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String text = value.asText().strip();
    String[] own = own(context);
    if (text.equalsIgnoreCase(own[0]) || text.equalsIgnoreCase(own[1])) {
      return Decoded.of(text.equalsIgnoreCase(own[0]));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> Decoded.of(true);
      case "false", "f", "no", "n", "0" -> Decoded.of(false);
      default -> Decoded.unusable(Category.VALUE, "it is neither true nor false; correct it in the EHR");
    };
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    if (!(value instanceof Boolean flag)) {
      return Encoded.refused(Category.VALUE, "it is neither true nor false; send one of them");
    }
    return context.argument() == null
        ? new Encoded.Value(BooleanNode.valueOf(flag))
        : Encoded.text(own(context)[flag ? 0 : 1]);
  }

  private static String[] own(CodecContext context) {
    String[] words = context.argument() == null ? new String[0] : context.argument().split("\\|");
    return words.length == 2 ? words : new String[] {"true", "false"};
  }
}
