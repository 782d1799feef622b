/** How EHRs that sell under one standard differ: manners as data ({@code manners/NAME.yaml}), each at a base of its own. */
package io.mediflow.sandbox.manner;
