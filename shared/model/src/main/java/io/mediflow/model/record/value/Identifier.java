package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** An identifier that somebody assigned. */
@JsonClassDescription("An identifier that somebody assigned.")
public record Identifier(
    @JsonPropertyDescription("Namespace as a URI or urn:oid:; absent where the EHR named none.") String system,
    @JsonPropertyDescription("Kind, by HL7 table 0203, for example MR.") String type,
    @JsonPropertyDescription("The identifier itself.") String value,
    @JsonPropertyDescription("Who assigned it.") String assigner) {}
