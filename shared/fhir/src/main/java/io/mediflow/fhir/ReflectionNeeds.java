package io.mediflow.fhir;

import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Meta;

/** The model classes that HAPI reaches by reflection: fields, constructors and enumerations of all that was prepared. */
final class ReflectionNeeds {

  private ReflectionNeeds() {}

  static Set<Class<?>> classes(FhirContext context) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (BaseRuntimeElementDefinition<?> one : context.getElementDefinitions()) {
      addWithNested(all, one.getImplementingClass());
    }
    for (String name : context.getResourceTypes()) {
      if (R4.knows(name)) {
        addWithNested(all, context.getResourceDefinition(name).getImplementingClass());
      }
    }
    addWithNested(all, Enumerations.class);
    addWithNested(all, Meta.class);
    return all;
  }

  /** Superclasses hold inherited fields; nested classes are components, enumerations and their factories. */
  private static void addWithNested(Set<Class<?>> all, Class<?> one) {
    for (Class<?> at = one; at != null && at != Object.class; at = at.getSuperclass()) {
      if (!all.add(at)) {
        return;
      }
      for (Class<?> nested : at.getDeclaredClasses()) {
        if (Base.class.isAssignableFrom(nested) || nested.isEnum() || nested.getSimpleName().endsWith("EnumFactory")) {
          addWithNested(all, nested);
        }
      }
    }
  }
}
