/** The named, bidirectional conversions between a resource's JSON values and record fields; each keeps decode(encode(x)) = x. */
package io.mediflow.mapping.codec;
