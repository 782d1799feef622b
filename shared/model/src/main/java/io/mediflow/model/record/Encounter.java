package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Written;
import java.util.List;
import java.util.Map;

/** The fields of an encounter record. */
@JsonClassDescription("A visit that takes or took place.")
public record Encounter(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("One of planned, arrived, triaged, in-progress, on-leave, finished, cancelled, "
        + "entered-in-error or unknown.")
    String status,
    @JsonPropertyDescription("Setting, by HL7's ActCode, for example AMB for ambulatory or VR for virtual.") Coded encounterClass,
    @JsonPropertyDescription("Kind of visit, as the EHR has it.") Coded type,
    @JsonPropertyDescription("When it began.") @Written(Written.As.TIME) String start,
    @JsonPropertyDescription("When it ended.") @Written(Written.As.TIME) String end,
    @JsonPropertyDescription("The practice's own id of the practitioner, as the EHR refers to it.") String practitioner,
    @JsonPropertyDescription("The practice's own id of the location where it takes place, as the EHR refers to it.")
    String location,
    @JsonPropertyDescription("The practice's number of the visit.") String visitNumber,
    @JsonPropertyDescription("Why the patient came, in words.") String reason,
    @JsonPropertyDescription("Why the patient came, as a code.") Coded reasonCode,
    @JsonPropertyDescription("Diagnoses of the visit, the principal one first where the EHR says so.") List<Coded> diagnoses,
    @JsonPropertyDescription("Record id of the appointment that it came of.") @Written(Written.As.RECORD_ID) String appointment,
    @JsonPropertyDescription("Where the patient went afterwards.") Coded dischargeDisposition,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
