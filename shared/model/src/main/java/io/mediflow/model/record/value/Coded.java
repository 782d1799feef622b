package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A coded value; at least a code or a display. */
@JsonClassDescription("A coded value; at least a code or a display.")
public record Coded(
    @JsonPropertyDescription("Code system as a URI, for example http://loinc.org; absent where the EHR named none.")
    String system,
    @JsonPropertyDescription("The code as the EHR has it.") String code,
    @JsonPropertyDescription("What people read.") String display) {}
