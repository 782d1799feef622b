package io.mediflow.model.record;

import io.mediflow.model.record.value.Coded;
import java.util.Map;

/**
 * The fields of an appointment record.
 *
 * @param patient      record id of the patient
 * @param status       booking status: proposed, pending, booked, cancelled, completed, waitlist, entered-in-error
 * @param flowStatus   where the patient is on the day: none, arrived, checked-in, no-show, done
 * @param start        ISO 8601 instant with the offset that the EHR gave
 * @param end          like {@code start}
 * @param visitType    {@code {system, code, display}}
 * @param cancelKind   patient, practice, no-show, rescheduled
 * @param practitioner the practice's own id of the practitioner, as the EHR refers to it
 * @param location     the practice's own id of the location, as the EHR refers to it
 * @param slot         the practice's own id of the slot, as the EHR refers to it
 * @param externalId   the id that we left with the EHR when we booked it
 * @param custom       the practice's own fields, declared by its overlay
 */
public record Appointment(
    String patient,
    String status,
    String flowStatus,
    String start,
    String end,
    Integer durationMinutes,
    Coded visitType,
    String reason,
    String cancelKind,
    String comment,
    String practitioner,
    String location,
    String slot,
    String externalId,
    Map<String, Object> custom) {}
