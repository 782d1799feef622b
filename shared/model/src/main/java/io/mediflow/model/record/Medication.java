package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Quantity;
import io.mediflow.model.record.value.Written;
import java.util.Map;

/** The fields of a medication record. */
@JsonClassDescription("A medication that was prescribed, or that the patient says to take.")
public record Medication(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Record id of the encounter that it belongs to.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("One of active, on-hold, completed, stopped, cancelled, draft, entered-in-error or unknown.")
    String status,
    @JsonPropertyDescription("One of order, plan, proposal, or what else the EHR calls it.") String intent,
    @JsonPropertyDescription("The medication as the EHR has it.") Coded code,
    @JsonPropertyDescription("RxNorm concept id.") String rxnormCode,
    @JsonPropertyDescription("National Drug Code in 11 digits without hyphens; absent where its parts are not known for sure.")
    String ndcCode,
    @JsonPropertyDescription("National Drug Code as it came.") String ndcText,
    @JsonPropertyDescription("The medication in words, as people read it.") String text,
    @JsonPropertyDescription("The whole instruction in words.") String dosageText,
    @JsonPropertyDescription("Amount taken at a time.") Quantity dose,
    @JsonPropertyDescription("How it is taken, for example by mouth.") Coded route,
    @JsonPropertyDescription("How often it is taken, in words.") String frequencyText,
    @JsonPropertyDescription("Amount to be dispensed.") Quantity quantity,
    @JsonPropertyDescription("How many times it may be dispensed again.") Integer refills,
    @JsonPropertyDescription("When it is to begin, or began.") @Written(Written.As.TIME) String startDate,
    @JsonPropertyDescription("When it is to end, or ended.") @Written(Written.As.TIME) String endDate,
    @JsonPropertyDescription("When it was prescribed or written down.") @Written(Written.As.TIME) String authoredAt,
    @JsonPropertyDescription("The practice's own id of who prescribed it, as the EHR refers to it.") String prescriber,
    @JsonPropertyDescription("What it is for, in words.") String reason,
    @JsonPropertyDescription("What it is for, as a code.") Coded reasonCode,
    @JsonPropertyDescription("Whether somebody told of it, rather than the practice having prescribed it.") Boolean reported,
    @JsonPropertyDescription("Remarks, as plain text.") String note,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
