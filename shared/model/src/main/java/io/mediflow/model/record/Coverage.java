package io.mediflow.model.record;

import io.mediflow.model.record.value.Coded;
import java.util.Map;

/**
 * The fields of a coverage record.
 *
 * @param patient      record id of the patient who is covered
 * @param status       active, cancelled, draft, entered-in-error
 * @param order        1 primary, 2 secondary, and so on
 * @param payer        the payer's name
 * @param type         {@code {system, code, display}}
 * @param relationship of the patient to the subscriber: self, spouse, child, parent, common, other, injured
 * @param periodStart  ISO 8601 date
 * @param periodEnd    ISO 8601 date
 * @param externalId   the id that we left with the EHR when we made it
 * @param custom       the practice's own fields, declared by its overlay
 */
public record Coverage(
    String patient,
    String status,
    Integer order,
    String payer,
    String planName,
    String groupNumber,
    String memberId,
    Coded type,
    String relationship,
    String periodStart,
    String periodEnd,
    String externalId,
    Map<String, Object> custom) {}
