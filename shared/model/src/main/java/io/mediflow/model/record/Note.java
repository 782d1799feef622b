package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Attachment;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Written;
import java.util.Map;

/** The fields of a note record. */
@JsonClassDescription("A document in the chart: its original, and a plain-text rendition.")
public record Note(
    @JsonPropertyDescription("Record id of the patient.") @Written(Written.As.RECORD_ID) String patient,
    @JsonPropertyDescription("Record id of the encounter that it belongs to.") @Written(Written.As.RECORD_ID) String encounter,
    @JsonPropertyDescription("Record id of the appointment whose visit it describes.")
    @Written(Written.As.RECORD_ID) String appointment,
    @JsonPropertyDescription("Kind of document, by LOINC where the EHR has it.") Coded type,
    @JsonPropertyDescription("Title.") String title,
    @JsonPropertyDescription("One of draft, final, amended, superseded or entered-in-error.") String status,
    @JsonPropertyDescription("The practice's own id of who wrote it, as the EHR refers to them.") String author,
    @JsonPropertyDescription("When it was written.") @Written(Written.As.TIME) String authoredAt,
    @JsonPropertyDescription("When it was signed.") @Written(Written.As.TIME) String signedAt,
    @JsonPropertyDescription("The note as plain text; absent where its original is carried but not read, as a PDF or an image.")
    String text,
    @JsonPropertyDescription("What of the original the plain text does not show, in words; absent where it shows everything.")
    String textLoss,
    @JsonPropertyDescription("The original bytes with their type.") Attachment original,
    @JsonPropertyDescription("Who keeps it, as the EHR names or refers to them.") String custodian,
    @JsonPropertyDescription("Record id of the note that this one stands in for.") @Written(Written.As.RECORD_ID) String replaces,
    @JsonPropertyDescription("The id that we left with the EHR when we created it; absent where we did not.") String externalId,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
