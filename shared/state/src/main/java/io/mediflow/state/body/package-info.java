/** Bodies over 64 KB under connection and content hash: in a bucket, or in a folder on one machine. */
package io.mediflow.state.body;
