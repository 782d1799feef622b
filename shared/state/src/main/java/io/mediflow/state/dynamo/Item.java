package io.mediflow.state.dynamo;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item's attributes by name, or the values of an expression; times are ISO texts so that nothing of them is lost. */
final class Item {

  private final Map<String, AttributeValue> values;

  private Item(Map<String, AttributeValue> values) {
    this.values = values;
  }

  static Item empty() {
    return new Item(new HashMap<>());
  }

  static Item of(Map<String, AttributeValue> values) {
    return new Item(values);
  }

  static Item at(Keys.Key key) {
    return empty().with("pk", key.pk()).with("sk", key.sk());
  }

  /** A null is left out. */
  Item with(String name, String value) {
    if (value != null) {
      values.put(name, AttributeValue.fromS(value));
    }
    return this;
  }

  Item with(String name, long value) {
    values.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  Item with(String name, boolean value) {
    values.put(name, AttributeValue.fromBool(value));
    return this;
  }

  Item with(String name, byte[] value) {
    values.put(name, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value)));
    return this;
  }

  Item with(String name, Instant value) {
    return with(name, value.toString());
  }

  Item withText(String name, Optional<String> value) {
    value.ifPresent(one -> with(name, one));
    return this;
  }

  Item withTime(String name, Optional<Instant> value) {
    value.ifPresent(one -> with(name, one));
    return this;
  }

  Item withNumber(String name, OptionalLong value) {
    value.ifPresent(one -> with(name, one));
    return this;
  }

  /** Null when it is not there. */
  String text(String name) {
    return findText(name).orElse(null);
  }

  Optional<String> findText(String name) {
    return Optional.ofNullable(values.get(name)).map(AttributeValue::s);
  }

  long number(String name) {
    return Long.parseLong(values.get(name).n());
  }

  int integer(String name) {
    return Math.toIntExact(number(name));
  }

  OptionalLong findNumber(String name) {
    return has(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
  }

  boolean flag(String name) {
    return has(name) && values.get(name).bool();
  }

  byte[] bytes(String name) {
    return values.get(name).b().asByteArrayUnsafe();
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  Optional<Instant> findTime(String name) {
    return findText(name).map(Instant::parse);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Map<String, AttributeValue> values() {
    return values;
  }
}
