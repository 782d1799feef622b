package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Written;
import java.util.Map;

/** The fields of a coverage record. */
@JsonClassDescription("A patient's insurance, with its place in the order of payers.")
public record Coverage(
    @JsonPropertyDescription("Record id of the patient who is covered.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("One of active, cancelled, draft or entered-in-error.") String status,
    @JsonPropertyDescription("Place in the order of payers: 1 primary, 2 secondary, and so on.") Integer order,
    @JsonPropertyDescription("The payer's name.") String payer,
    @JsonPropertyDescription("Name of the plan.") String planName,
    @JsonPropertyDescription("Number of the employer's or other group.") String groupNumber,
    @JsonPropertyDescription("The patient's member number, as on the card.") String memberId,
    @JsonPropertyDescription("Kind of insurance.") Coded type,
    @JsonPropertyDescription("Of the patient to the subscriber: self, spouse, child, parent, common, other or injured.")
    String relationship,
    @JsonPropertyDescription("First day of cover.") @Written(Written.As.DATE) String periodStart,
    @JsonPropertyDescription("Last day of cover.") @Written(Written.As.DATE) String periodEnd,
    @JsonPropertyDescription("The payer's id for electronic claims, as the EHR has it.") String payerId,
    @JsonPropertyDescription("Name of the employer's or other group.") String groupName,
    @JsonPropertyDescription("Whole name of the person whose policy it is.") String subscriberName,
    @JsonPropertyDescription("The subscriber's number with the payer.") String subscriberId,
    @JsonPropertyDescription("Result of the last check of eligibility that the EHR shows: active, inactive or unknown.")
    String eligibilityStatus,
    @JsonPropertyDescription("When eligibility was last checked.") @Written(Written.As.TIME) String eligibilityCheckedAt,
    @JsonPropertyDescription("The id that we left with the EHR when we created it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
