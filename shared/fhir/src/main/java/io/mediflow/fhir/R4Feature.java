package io.mediflow.fhir;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;
import org.hl7.fhir.r4.model.Meta;

/** Tells the native image builder what HAPI reaches by reflection; named in this module's native-image.properties. */
public final class R4Feature implements Feature {

  @Override
  public String getDescription() {
    return "HAPI R4 in the image heap";
  }

  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    ReflectionNeeds.classes(R4.CONTEXT).forEach(R4Feature::register);
    try {
      RuntimeReflection.register(Meta.class.getMethod("copy"));
    } catch (NoSuchMethodException changed) {
      throw new IllegalStateException("this HAPI has no Meta.copy()", changed);
    }
  }

  private static void register(Class<?> one) {
    RuntimeReflection.register(one);
    for (Field field : one.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        RuntimeReflection.register(field);
      }
    }
    for (Constructor<?> constructor : one.getDeclaredConstructors()) {
      if (Modifier.isPublic(constructor.getModifiers())) {
        RuntimeReflection.register(constructor);
      }
    }
    for (Method method : one.getDeclaredMethods()) {
      // Enumerations are looked up through values() and valueOf(); everything else is called directly.
      if (one.isEnum() && Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
        RuntimeReflection.register(method);
      }
    }
  }
}
