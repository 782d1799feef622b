package io.mediflow.packages;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * What a record field holds.
 *
 * @param item a text, a flag, a whole number, or the record of {@code model.record.value} that its object is shaped as
 * @param list whether it holds several of them
 */
public record FieldType(Class<?> item, boolean list) {

  public static FieldType one(Class<?> item) {
    return new FieldType(item, false);
  }

  public static FieldType several(Class<?> item) {
    return new FieldType(item, true);
  }

  /** As a record component declares it. */
  static FieldType of(Type declared) {
    return declared instanceof ParameterizedType generic && generic.getRawType() == java.util.List.class
        ? several((Class<?>) generic.getActualTypeArguments()[0])
        : one((Class<?>) (declared instanceof ParameterizedType generic ? generic.getRawType() : declared));
  }

  /** For people: {@code text}, {@code list of Coded}. */
  @Override
  public String toString() {
    String name = item == String.class ? "text" : item.getSimpleName();
    return list ? "list of " + name : name;
  }
}
