/** The document that people read of a package and a practice's overlay: made from what runs, so that it cannot drift. */
package io.mediflow.packages.doc;
