package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A document's content: where its original lies, or the original itself. */
@JsonClassDescription("A document's content: where its original lies, or the original itself.")
public record Attachment(
    @JsonPropertyDescription("MIME type of the original, for example application/pdf.") String contentType,
    @JsonPropertyDescription("Where the EHR keeps it, as the EHR refers to it; absent when it came along.") String url,
    @JsonPropertyDescription("The original, base64; absent when it lies in the EHR.") String data,
    @JsonPropertyDescription("Size of the original in bytes.") Integer size,
    @JsonPropertyDescription("Title or file name.") String title) {}
