package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Quantity;
import io.mediflow.model.record.value.Written;
import java.util.Map;

/** The fields of an immunization record. */
@JsonClassDescription("A vaccination that was given, or was not.")
public record Immunization(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Record id of the encounter that it belongs to.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("One of completed, entered-in-error or not-done.") String status,
    @JsonPropertyDescription("Why it was not done.") Coded statusReason,
    @JsonPropertyDescription("The vaccine as the EHR has it.") Coded vaccine,
    @JsonPropertyDescription("CVX code of the vaccine, for example 207.") String cvxCode,
    @JsonPropertyDescription("National Drug Code in 11 digits without hyphens; absent where its parts are not known for sure.")
    String ndcCode,
    @JsonPropertyDescription("When it was given.") @Written(Written.As.TIME) String occurredAt,
    @JsonPropertyDescription("Lot number.") String lotNumber,
    @JsonPropertyDescription("Until when the lot may be used.") @Written(Written.As.DATE) String expirationDate,
    @JsonPropertyDescription("Who made it.") String manufacturer,
    @JsonPropertyDescription("Where on the body.") Coded site,
    @JsonPropertyDescription("How it was given, for example into the muscle.") Coded route,
    @JsonPropertyDescription("How much was given.") Quantity dose,
    @JsonPropertyDescription("The practice's own id of who gave it, as the EHR refers to them.") String administeredBy,
    @JsonPropertyDescription("The practice's own id of the location where it was given, as the EHR refers to it.")
    String location,
    @JsonPropertyDescription("Whether somebody told of it, rather than the practice having given it.") Boolean reported,
    @JsonPropertyDescription("Remarks, as plain text.") String note,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
