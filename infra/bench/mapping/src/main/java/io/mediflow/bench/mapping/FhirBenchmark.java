package io.mediflow.bench.mapping;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import io.mediflow.mapping.ReadResult;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A resource's bytes to a record with its hash, beside HAPI's parse of the same bytes alone. */
@Fork(1)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 6, time = 1)
@State(Scope.Thread)
public class FhirBenchmark {

  @Param({"Patient", "Appointment", "Coverage", "Observation"})
  public String input;

  private byte[] bytes;
  private Ours ours;
  private IParser hapi;

  @Setup
  public void setUp() {
    bytes = Input.resource(input).bytes();
    ours = Ours.fhir();
    hapi = FhirContext.forR4().newJsonParser();
  }

  @Benchmark
  public ReadResult ours() {
    return ours.read(bytes);
  }

  @Benchmark
  public IBaseResource peer() {
    return hapi.parseResource(new String(bytes, StandardCharsets.UTF_8));
  }
}
