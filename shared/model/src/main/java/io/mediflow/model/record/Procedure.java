package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Written;
import java.util.Map;

/** The fields of a procedure record. */
@JsonClassDescription("Something that was done to or with the patient.")
public record Procedure(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Record id of the encounter that it belongs to.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("One of preparation, in-progress, not-done, on-hold, stopped, completed, "
        + "entered-in-error or unknown.")
    String status,
    @JsonPropertyDescription("What was done, as the EHR has it.") Coded code,
    @JsonPropertyDescription("CPT or HCPCS code.") String cptCode,
    @JsonPropertyDescription("SNOMED CT concept id.") String snomedCode,
    @JsonPropertyDescription("When it was done, or began.") @Written(Written.As.TIME) String performedAt,
    @JsonPropertyDescription("When it ended.") @Written(Written.As.TIME) String performedEnd,
    @JsonPropertyDescription("The practice's own id of who did it, as the EHR refers to them.") String performer,
    @JsonPropertyDescription("The practice's own id of the location where it was done, as the EHR refers to it.") String location,
    @JsonPropertyDescription("Where on the body.") Coded bodySite,
    @JsonPropertyDescription("Why it was done, in words.") String reason,
    @JsonPropertyDescription("Why it was done, as a code.") Coded reasonCode,
    @JsonPropertyDescription("What came of it.") Coded outcome,
    @JsonPropertyDescription("Remarks, as plain text.") String note,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
