package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.AllergyReaction;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Written;
import java.util.List;
import java.util.Map;

/** The fields of an allergy record. */
@JsonClassDescription("An allergy or intolerance, or that none is known.")
public record Allergy(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("One of active, inactive or resolved.") String clinicalStatus,
    @JsonPropertyDescription("One of unconfirmed, presumed, confirmed, refuted or entered-in-error.") String verificationStatus,
    @JsonPropertyDescription("Either allergy or intolerance.") String type,
    @JsonPropertyDescription("One of food, medication, environment or biologic.") String category,
    @JsonPropertyDescription("How bad it may get: low, high or unable-to-assess.") String criticality,
    @JsonPropertyDescription("The substance, or the statement that no allergy is known, as the EHR has it.") Coded code,
    @JsonPropertyDescription("What happened when the patient met the substance.") List<AllergyReaction> reactions,
    @JsonPropertyDescription("When it began.") @Written(Written.As.TIME) String onsetDate,
    @JsonPropertyDescription("When it was written down.") @Written(Written.As.TIME) String recordedDate,
    @JsonPropertyDescription("Remarks, as plain text.") String note,
    @JsonPropertyDescription("The id that we left with the EHR when we created it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
