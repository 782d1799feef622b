package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.ObservationComponent;
import io.mediflow.model.record.value.Quantity;
import io.mediflow.model.record.value.Written;
import java.util.List;
import java.util.Map;

/** The fields of an observation record. */
@JsonClassDescription("A vital sign, a laboratory result or another finding; at most one kind of value is there.")
public record Observation(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Record id of the encounter that it belongs to.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("One of registered, preliminary, final, amended, corrected, cancelled, entered-in-error or unknown.")
    String status,
    @JsonPropertyDescription("One of vital-signs, laboratory, social-history, imaging, procedure, survey, exam, "
        + "therapy or activity.")
    String category,
    @JsonPropertyDescription("What was observed, as the EHR has it.") Coded code,
    @JsonPropertyDescription("LOINC code of what was observed, for example 8867-4.") String loincCode,
    @JsonPropertyDescription("The value, where it is measured.") Quantity value,
    @JsonPropertyDescription("The value, where it is a code.") Coded codedValue,
    @JsonPropertyDescription("The value, where it is a text, or is neither measured, a code nor a yes or no.") String text,
    @JsonPropertyDescription("The value, where it is yes or no.") Boolean booleanValue,
    @JsonPropertyDescription("Why there is no value.") Coded absentReason,
    @JsonPropertyDescription("What the value means, for example H for high, by HL7's table 0078.") Coded interpretation,
    @JsonPropertyDescription("The range of usual values, in words.") String referenceRangeText,
    @JsonPropertyDescription("The lowest usual value.") Quantity referenceRangeLow,
    @JsonPropertyDescription("The highest usual value.") Quantity referenceRangeHigh,
    @JsonPropertyDescription("The time that it speaks of: when it was measured or its specimen was taken.")
    @Written(Written.As.TIME) String effectiveAt,
    @JsonPropertyDescription("When it was released.") @Written(Written.As.TIME) String issuedAt,
    @JsonPropertyDescription("The practice's own id of who is responsible for it, as the EHR refers to them.") String performer,
    @JsonPropertyDescription("The specimen, as the EHR names it or refers to it.") String specimen,
    @JsonPropertyDescription("Number of the order that it answers.") String orderNumber,
    @JsonPropertyDescription("How it was done.") Coded method,
    @JsonPropertyDescription("Where on the body.") Coded bodySite,
    @JsonPropertyDescription("Its parts, where it has several, as a blood pressure has.") List<ObservationComponent> components,
    @JsonPropertyDescription("Remarks, as plain text.") String note,
    @JsonPropertyDescription("The id that we left with the EHR when we created it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
