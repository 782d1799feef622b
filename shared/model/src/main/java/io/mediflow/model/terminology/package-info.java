/**
 * Code systems that a user loads: codes with their names and maps to other systems, as whole releases.
 *
 * <p>MediFlow ships no code system that is under licence. {@code mediflow terminology load} reads an official file, keeps its
 * version, checksum and who acknowledged the licence as a {@link io.mediflow.model.terminology.Release}, and puts it in force in
 * one step: a reader sees the old release or the new one, never a part of one.
 *
 * <p>The mapping stays pure. It asks a {@link io.mediflow.model.terminology.Terminology}, which holds what was looked up before:
 * a room maps once with {@link io.mediflow.model.terminology.AskedCodes}, reads what was asked for from the
 * {@link io.mediflow.model.terminology.TerminologyStore} in one batch, and maps again with {@code Terminology.of(answer)}. Where
 * no release is loaded, {@code Terminology.EMPTY} gives the same records without names and suggestions.
 *
 * <p>Only a target that is {@link io.mediflow.model.terminology.Equivalence#EQUIVALENT} may be sent to an EHR; any other is a
 * suggestion for a person.
 */
package io.mediflow.model.terminology;
