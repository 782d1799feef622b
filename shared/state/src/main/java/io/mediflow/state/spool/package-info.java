/** Work that is larger than memory, for a moment on disk. */
package io.mediflow.state.spool;
