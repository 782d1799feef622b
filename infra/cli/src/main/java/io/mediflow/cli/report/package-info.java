/** Reports over a practice's own records: how well each field is mapped, and what its local build does not cover. */
package io.mediflow.cli.report;
