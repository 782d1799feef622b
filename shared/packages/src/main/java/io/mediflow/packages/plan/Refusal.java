package io.mediflow.packages.plan;

/**
 * Why a plan does not hold.
 *
 * @param subject record type, or {@code budget NAME}
 * @param reason  a sentence
 * @param nearest the nearest plan that holds, as a sentence that says what to do
 */
public record Refusal(String subject, String reason, String nearest) {}
