package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** One service on a claim. */
@JsonClassDescription("One service on a claim.")
public record ClaimLine(
    @JsonPropertyDescription("Number of the line; the first is 1.") Integer sequence,
    @JsonPropertyDescription("The service, by CPT, HCPCS or the practice's own charge codes.") Coded code,
    @JsonPropertyDescription("Modifiers of the code, in order, for example 25.") List<String> modifiers,
    @JsonPropertyDescription("Places of its diagnoses in the claim's list; the first is 1.") List<Integer> diagnosisPointers,
    @JsonPropertyDescription("How many units.") Quantity quantity,
    @JsonPropertyDescription("Price of one unit.") Money unitPrice,
    @JsonPropertyDescription("Price of all units.") Money amount,
    @JsonPropertyDescription("When the service was given, or began.") @Written(Written.As.TIME) String serviceDate,
    @JsonPropertyDescription("When the service ended.") @Written(Written.As.TIME) String serviceEnd,
    @JsonPropertyDescription("CMS place-of-service code of two digits, for example 11 for an office.") String placeOfService,
    @JsonPropertyDescription("Revenue code of four digits, on institutional claims.") String revenueCode) {}
