package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Identifier;
import io.mediflow.model.record.value.Written;
import java.util.List;
import java.util.Map;

/** The fields of a patient record. */
@JsonClassDescription("A person in the practice's care.")
public record Patient(
    @JsonPropertyDescription("The practice's medical record number.") String mrn,
    @JsonPropertyDescription("Title before the name, for example Dr.") String prefix,
    @JsonPropertyDescription("First given name.") String givenName,
    @JsonPropertyDescription("Further given names, separated by a space.") String middleName,
    @JsonPropertyDescription("Family name.") String familyName,
    @JsonPropertyDescription("Addition after the name, for example Jr.") String suffix,
    @JsonPropertyDescription("What the patient likes to be called.") String nickname,
    @JsonPropertyDescription("Date of birth.") @Written(Written.As.DATE) String birthDate,
    @JsonPropertyDescription("Administrative sex: female, male, other or unknown.") String sex,
    @JsonPropertyDescription("Whether the patient has died.") Boolean deceased,
    @JsonPropertyDescription("Home phone, in E.164 where it is valid, for example +16175550142.") String homePhone,
    @JsonPropertyDescription("Mobile phone, in E.164 where it is valid.") String mobilePhone,
    @JsonPropertyDescription("Phone at work, in E.164 where it is valid.") String workPhone,
    @JsonPropertyDescription("Email address.") String email,
    @JsonPropertyDescription("Street and number, suite, box: the lines above the city, in order.") List<String> addressLines,
    @JsonPropertyDescription("City.") String city,
    @JsonPropertyDescription("State or region; in the United States the postal code of two letters, for example MA.")
    String state,
    @JsonPropertyDescription("Postal code, for example 02139 or 02139-4307.") String postalCode,
    @JsonPropertyDescription("Country as the EHR writes it, mostly the ISO 3166 code, for example US.") String country,
    @JsonPropertyDescription("Preferred language as a BCP 47 tag, for example en or es-US.") String language,
    @JsonPropertyDescription("Marital status: annulled, common-law, divorced, interlocutory, legally-separated, "
        + "married, polygamous, never-married, domestic-partner, unmarried, widowed or unknown.")
    String maritalStatus,
    @JsonPropertyDescription("Whether the EHR has the chart in use.") Boolean active,
    @JsonPropertyDescription("The whole name as the EHR writes it, where it keeps one.") String fullName,
    @JsonPropertyDescription("Names that the patient had before, each whole.") List<String> previousNames,
    @JsonPropertyDescription("All identifiers that the EHR shows, the medical record number among them.")
    List<Identifier> identifiers,
    @JsonPropertyDescription("Sex on the birth certificate: F, M, OTH or UNK.") String birthSex,
    @JsonPropertyDescription("Race, by the categories of the CDC and OMB where the EHR has them.") Coded race,
    @JsonPropertyDescription("Ethnicity, by the categories of the CDC and OMB where the EHR has them.") Coded ethnicity,
    @JsonPropertyDescription("When the patient died.") @Written(Written.As.TIME) String deceasedAt,
    @JsonPropertyDescription("The practice's own id of the patient's usual practitioner, as the EHR refers to it.")
    String primaryPractitioner,
    @JsonPropertyDescription("Record id of the patient's chart that the EHR goes on with, where it has merged this one into it.")
    @Written(Written.As.RECORD_ID) String replacedBy,
    @JsonPropertyDescription("The id that we left with the EHR when we created it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
