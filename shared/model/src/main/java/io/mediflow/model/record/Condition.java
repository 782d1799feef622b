package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Written;
import java.util.Map;

/** The fields of a condition record. */
@JsonClassDescription("A problem or a diagnosis.")
public record Condition(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Record id of the encounter that it belongs to.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("One of active, recurrence, relapse, inactive, remission or resolved.") String clinicalStatus,
    @JsonPropertyDescription("One of unconfirmed, provisional, differential, confirmed, refuted or entered-in-error.")
    String verificationStatus,
    @JsonPropertyDescription("One of problem-list-item, encounter-diagnosis or health-concern.") String category,
    @JsonPropertyDescription("What it is, as the EHR has it.") Coded code,
    @JsonPropertyDescription("ICD-10-CM code, with its point, for example E11.9.") String icd10Code,
    @JsonPropertyDescription("SNOMED CT concept id.") String snomedCode,
    @JsonPropertyDescription("How severe it is.") Coded severity,
    @JsonPropertyDescription("When it began.") @Written(Written.As.TIME) String onsetDate,
    @JsonPropertyDescription("When it ended.") @Written(Written.As.TIME) String abatementDate,
    @JsonPropertyDescription("When it was written down.") @Written(Written.As.TIME) String recordedDate,
    @JsonPropertyDescription("Remarks, as plain text.") String note,
    @JsonPropertyDescription("The id that we left with the EHR when we created it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
