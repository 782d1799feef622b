package io.mediflow.model.record;

import java.util.List;
import java.util.Map;

/**
 * The fields of a patient record. Dates are ISO 8601, phones E.164 where they are valid, codes as {@code {system, code, display}}.
 *
 * @param sex    administrative: female, male, other, unknown
 * @param mrn    the practice's medical record number
 * @param custom the practice's own fields, declared by its overlay
 */
public record Patient(
    String mrn,
    String prefix,
    String givenName,
    String middleName,
    String familyName,
    String suffix,
    String nickname,
    String birthDate,
    String sex,
    Boolean deceased,
    String homePhone,
    String mobilePhone,
    String workPhone,
    String email,
    List<String> addressLines,
    String city,
    String state,
    String postalCode,
    String country,
    String language,
    String maritalStatus,
    Boolean active,
    Map<String, Object> custom) {}
