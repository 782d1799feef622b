package io.mediflow.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/** Keeps Apache Jena out of a native executable: nothing here speaks RDF. */
@TargetClass(FhirContext.class)
final class WithoutRdf {

  private WithoutRdf() {}

  @Substitute
  public IParser newRDFParser() {
    throw new UnsupportedOperationException("RDF is not in this executable");
  }
}
