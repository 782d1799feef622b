package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Written;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Java record says of its fields: the one source of schemas and page. */
record Shape(Class<?> type, String description, List<Field> fields) {

  /** What the fields hold; a type that is none of these does not belong into a flat record. */
  private static final Set<Class<?>> PLAIN = Set.of(String.class, Boolean.class, Integer.class, Map.class);

  /**
   * One field.
   *
   * @param item a text, a flag, a whole number, the map of own fields or a record of {@code model.record.value}
   * @param list whether it holds several of them
   */
  record Field(String name, String description, Class<?> item, boolean list, Optional<Written.As> written) {}

  static Shape of(Class<?> type) {
    JsonClassDescription told = type.getAnnotation(JsonClassDescription.class);
    List<Field> fields = Arrays.stream(type.getRecordComponents()).map(Shape::field).toList();
    return new Shape(type, told == null ? "" : told.value(), fields);
  }

  private static Field field(RecordComponent component) {
    JsonPropertyDescription told = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
    Type declared = component.getGenericType();
    boolean list = component.getType() == List.class;
    Class<?> item = list ? (Class<?>) ((ParameterizedType) declared).getActualTypeArguments()[0] : component.getType();
    if (!PLAIN.contains(item) && !item.isRecord()) {
      throw new IllegalStateException(component + " is no text, flag, whole number, own fields or value record; use one of them");
    }
    return new Field(component.getName(), told == null ? "" : told.value(), item, list,
        Optional.ofNullable(component.getAnnotation(Written.class)).map(Written::value));
  }

  String name() {
    return type.getSimpleName();
  }

  /** The value records that its fields hold, and those that these hold, in the order in which they are met. */
  Set<Class<?>> values() {
    Set<Class<?>> met = new LinkedHashSet<>();
    for (Field field : fields) {
      if (field.item().isRecord() && met.add(field.item())) {
        met.addAll(of(field.item()).values());
      }
    }
    return met;
  }
}
