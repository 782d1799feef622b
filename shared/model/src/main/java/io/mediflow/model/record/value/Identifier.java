package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** An identifier that somebody assigned. */
public record Identifier(
    @JsonPropertyDescription("namespace as a URI or urn:oid:; absent where the EHR named none") String system,
    @JsonPropertyDescription("kind, by HL7 table 0203, for example MR") String type,
    @JsonPropertyDescription("the identifier itself") String value,
    @JsonPropertyDescription("who assigned it") String assigner) {}
