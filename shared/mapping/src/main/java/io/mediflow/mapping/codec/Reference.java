package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A literal reference: resource type and id, whatever base or version stands around them. */
record Reference(String type, String id) {

  private static final Pattern LITERAL =
      Pattern.compile("(?:https?://[^?#]*/)?([A-Z][A-Za-z]{1,63})/([A-Za-z0-9._~-]{1,255})(?:/_history/[^/]*)?");

  static Optional<Reference> of(String text) {
    Matcher matcher = LITERAL.matcher(text);
    return matcher.matches() ? Optional.of(new Reference(matcher.group(1), matcher.group(2))) : Optional.empty();
  }

  static JsonNode json(String reference) {
    return JsonNodeFactory.instance.objectNode().put("reference", reference);
  }
}
