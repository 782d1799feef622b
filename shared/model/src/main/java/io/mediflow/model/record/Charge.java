package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Money;
import io.mediflow.model.record.value.Quantity;
import io.mediflow.model.record.value.Written;
import java.util.List;
import java.util.Map;

/** The fields of a charge record. */
@JsonClassDescription("One service that is to be billed.")
public record Charge(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Record id of the encounter that it belongs to.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("Record id of the appointment that it came of.") @Written(Written.As.RECORD_ID) String appointment,
    @JsonPropertyDescription("One of planned, billable, not-billable, billed, aborted, entered-in-error or unknown.")
    String status,
    @JsonPropertyDescription("The service, by CPT, HCPCS or the practice's own charge codes.") Coded code,
    @JsonPropertyDescription("Modifiers of the code, in order, for example 25.") List<String> modifiers,
    @JsonPropertyDescription("Diagnoses that it is billed for, the first of them first.") List<Coded> diagnoses,
    @JsonPropertyDescription("How many units.") Quantity quantity,
    @JsonPropertyDescription("Price of one unit.") Money unitPrice,
    @JsonPropertyDescription("Price of all units.") Money amount,
    @JsonPropertyDescription("When the service was given, or began.") @Written(Written.As.TIME) String serviceDate,
    @JsonPropertyDescription("When the service ended.") @Written(Written.As.TIME) String serviceEnd,
    @JsonPropertyDescription("The practice's own id of who gave the service, as the EHR refers to them.") String performer,
    @JsonPropertyDescription("The practice's own id of the location where the service was given, as the EHR refers to it.")
    String location,
    @JsonPropertyDescription("CMS place-of-service code of two digits, for example 11 for an office.") String placeOfService,
    @JsonPropertyDescription("The billing system's number of the transaction.") String transactionId,
    @JsonPropertyDescription("One of charge, credit, payment or adjustment.") String transactionType,
    @JsonPropertyDescription("Revenue code of four digits, on institutional charges.") String revenueCode,
    @JsonPropertyDescription("Remarks, as plain text.") String note,
    @JsonPropertyDescription("The id that we left with the EHR when we created it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
