package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Written;
import java.util.Map;

/** The fields of an appointment record. */
@JsonClassDescription("A visit that is planned, with its booking and, apart from it, where the patient is on the day.")
public record Appointment(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Booking status: proposed, pending, booked, cancelled, completed, waitlist or entered-in-error.")
    String status,
    @JsonPropertyDescription("Where the patient is on the day: none, arrived, checked-in, no-show or done.") String flowStatus,
    @JsonPropertyDescription("When it begins, with the offset that the EHR gave.") @Written(Written.As.TIME) String start,
    @JsonPropertyDescription("When it ends, with the offset that the EHR gave.") @Written(Written.As.TIME) String end,
    @JsonPropertyDescription("How long it takes, in minutes.") Integer durationMinutes,
    @JsonPropertyDescription("The practice's kind of visit.") Coded visitType,
    @JsonPropertyDescription("Why the patient comes, in words.") String reason,
    @JsonPropertyDescription("Who or what ended it: patient, practice, no-show or rescheduled.") String cancelKind,
    @JsonPropertyDescription("The front desk's remarks.") String comment,
    @JsonPropertyDescription("The practice's own id of the practitioner, as the EHR refers to it.") String practitioner,
    @JsonPropertyDescription("The practice's own id of the location where it takes place, as the EHR refers to it.")
    String location,
    @JsonPropertyDescription("The practice's own id of the slot that it takes, as the EHR refers to it.") String slot,
    @JsonPropertyDescription("Why it was cancelled, as the EHR has it.") Coded cancelReason,
    @JsonPropertyDescription("When it was booked.") @Written(Written.As.TIME) String createdAt,
    @JsonPropertyDescription("Record id of the appointment that this one was made for when it was rescheduled.")
    @Written(Written.As.RECORD_ID) String replaces,
    @JsonPropertyDescription("Record id of the appointment that was made in its place when it was rescheduled.")
    @Written(Written.As.RECORD_ID) String replacedBy,
    @JsonPropertyDescription("Record id of the encounter that came of it.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("The practice's number of the appointment, by which its other systems know it.") String appointmentNumber,
    @JsonPropertyDescription("The id that we left with the EHR when we booked it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
