package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What happened when a patient met a substance. */
@JsonClassDescription("What happened when a patient met a substance.")
public record AllergyReaction(
    @JsonPropertyDescription("What was seen, for example hives.") List<Coded> manifestations,
    @JsonPropertyDescription("One of mild, moderate or severe.") String severity,
    @JsonPropertyDescription("When it began.") @Written(Written.As.TIME) String onsetDate,
    @JsonPropertyDescription("The event in words.") String text) {}
