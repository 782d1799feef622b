package io.mediflow.fhir;

import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;

/** Passes over what HAPI would log or throw: its messages quote values, and what matters is judged row by row. */
final class Lenient implements IParserErrorHandler {

  @Override
  public void containedResourceWithNoId(IParseLocation location) {}

  @Override
  public void incorrectJsonType(
      IParseLocation location, String element, ValueType expected, ScalarType expectedScalar, ValueType found,
      ScalarType foundScalar) {}

  @Override
  public void invalidValue(IParseLocation location, String value, String error) {}

  @Override
  public void missingRequiredElement(IParseLocation location, String element) {}

  @Override
  public void unexpectedRepeatingElement(IParseLocation location, String element) {}

  @Override
  public void unknownAttribute(IParseLocation location, String attribute) {}

  @Override
  public void unknownElement(IParseLocation location, String element) {}

  @Override
  public void unknownReference(IParseLocation location, String reference) {}

  @Override
  public void invalidInternalReference(IParseLocation location, String reference) {}

  @Override
  public void extensionContainsValueAndNestedExtensions(IParseLocation location) {}
}
