/** A package and a practice's overlay as the document that its people read: made from what the engine runs, so that it cannot drift. */
package io.mediflow.packages.doc;
