package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A document's content: where its original lies, or the original itself. */
public record Attachment(
    @JsonPropertyDescription("MIME type of the original, for example application/pdf") String contentType,
    @JsonPropertyDescription("where the EHR keeps it, as the EHR refers to it; absent when it came along") String url,
    @JsonPropertyDescription("the original, base64; absent when it lies in the EHR") String data,
    @JsonPropertyDescription("size of the original in bytes") Integer size,
    @JsonPropertyDescription("title or file name") String title) {}
