package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.value.Written;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fields that each record has, with their types; looked up once, when the image is built. */
public final class RecordFields {

  public static final String CUSTOM = "custom";
  public static final String CUSTOM_PREFIX = CUSTOM + ".";

  private static final Pattern CUSTOM_FIELD = Pattern.compile("custom\\.[A-Za-z][A-Za-z0-9]{0,63}");
  private static final Map<RecordType, Map<String, FieldType>> FIELDS = new EnumMap<>(RecordType.class);
  private static final Map<RecordType, Set<String>> REFERENCES = new EnumMap<>(RecordType.class);

  static {
    for (RecordType type : RecordType.values()) {
      FIELDS.put(type, fields(type.shape()));
      REFERENCES.put(type, references(type.shape()));
    }
  }

  private RecordFields() {}

  /** Field names in the order of the record, each with what it holds. */
  public static Map<String, FieldType> of(RecordType type) {
    return FIELDS.get(type);
  }

  /** The fields that hold the id of another record. */
  public static Set<String> references(RecordType type) {
    return REFERENCES.get(type);
  }

  private static Set<String> references(Class<?> shape) {
    return Arrays.stream(shape.getRecordComponents())
        .filter(one -> one.isAnnotationPresent(Written.class) && one.getAnnotation(Written.class).value() == Written.As.RECORD_ID)
        .map(RecordComponent::getName).collect(Collectors.toUnmodifiableSet());
  }

  /** The fields of the objects that a field holds; they are looked up where packages are parsed, so a native image needs none. */
  static Map<String, FieldType> of(Class<?> shape) {
    return fields(shape);
  }

  private static Map<String, FieldType> fields(Class<?> shape) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    for (RecordComponent component : shape.getRecordComponents()) {
      fields.put(component.getName(), FieldType.of(component.getGenericType()));
    }
    return Collections.unmodifiableMap(fields);
  }

  /** Whether this is a field of the practice's own: {@code custom.NAME}. */
  public static boolean isCustom(String field) {
    return CUSTOM_FIELD.matcher(field).matches();
  }
}
