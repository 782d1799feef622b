package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Identifier;
import java.util.List;
import java.util.Map;

/** The fields of a practitioner record. */
@JsonClassDescription("Somebody who cares for patients, as the practice lists them.")
public record Practitioner(
    @JsonPropertyDescription("National Provider Identifier of ten digits.") String npi,
    @JsonPropertyDescription("All identifiers that the EHR shows, the NPI among them.") List<Identifier> identifiers,
    @JsonPropertyDescription("Title before the name, for example Dr.") String prefix,
    @JsonPropertyDescription("First given name.") String givenName,
    @JsonPropertyDescription("Further given names, separated by a space.") String middleName,
    @JsonPropertyDescription("Family name.") String familyName,
    @JsonPropertyDescription("Addition after the name, for example Jr.") String suffix,
    @JsonPropertyDescription("The whole name as the EHR writes it, where it keeps one.") String fullName,
    @JsonPropertyDescription("Letters after the name, for example MD.") String credentials,
    @JsonPropertyDescription("Degrees, licences and certificates.") List<Coded> qualifications,
    @JsonPropertyDescription("What they practise, by NUCC taxonomy where the EHR has it.") List<Coded> specialties,
    @JsonPropertyDescription("Phone at work, in E.164 where it is valid, for example +16175550142.") String phone,
    @JsonPropertyDescription("Email address.") String email,
    @JsonPropertyDescription("Whether they work for the practice now.") Boolean active,
    @JsonPropertyDescription("Administrative sex: female, male, other or unknown.") String sex,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
