package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.ClaimLine;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Money;
import io.mediflow.model.record.value.Written;
import java.util.List;
import java.util.Map;

/** The fields of a claim record. */
@JsonClassDescription("A bill to a payer, with what the payer decided where that is known.")
public record Claim(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Record id of the encounter that it belongs to.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("One of active, cancelled, draft or entered-in-error.") String status,
    @JsonPropertyDescription("Kind of claim, for example professional or institutional.") Coded type,
    @JsonPropertyDescription("One of claim, preauthorization or predetermination.") String use,
    @JsonPropertyDescription("The practice's number of the claim.") String number,
    @JsonPropertyDescription("The payer's name.") String payer,
    @JsonPropertyDescription("The payer's id for electronic claims, as the EHR has it.") String payerId,
    @JsonPropertyDescription("Record id of the coverage that it is billed to.") @Written(Written.As.RECORD_ID) String coverage,
    @JsonPropertyDescription("The practice's own id of who bills, as the EHR refers to them.") String provider,
    @JsonPropertyDescription("When it was made.") @Written(Written.As.TIME) String createdDate,
    @JsonPropertyDescription("First day of the services on it.") @Written(Written.As.DATE) String serviceStart,
    @JsonPropertyDescription("Last day of the services on it.") @Written(Written.As.DATE) String serviceEnd,
    @JsonPropertyDescription("CMS place-of-service code of two digits, for example 11 for an office.") String placeOfService,
    @JsonPropertyDescription("Diagnoses in order; lines point to them by their place.") List<Coded> diagnoses,
    @JsonPropertyDescription("The services that are billed.") List<ClaimLine> lines,
    @JsonPropertyDescription("What is billed in all.") Money total,
    @JsonPropertyDescription("What the payer made of it: queued, complete, error or partial.") String outcome,
    @JsonPropertyDescription("What the payer paid.") Money paidAmount,
    @JsonPropertyDescription("What is left for the patient to pay.") Money patientAmount,
    @JsonPropertyDescription("Remarks, as plain text.") String note,
    @JsonPropertyDescription("The id that we left with the EHR when we created it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
