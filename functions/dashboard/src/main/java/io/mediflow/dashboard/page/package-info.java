/** The practice's page: plain words, no patient, no script, nothing from elsewhere. */
package io.mediflow.dashboard.page;
