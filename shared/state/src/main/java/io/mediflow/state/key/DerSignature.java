package io.mediflow.state.key;

/** ECDSA signatures: DER as KMS gives them, R‖S as JWS wants them (RFC 7518, 3.4). */
final class DerSignature {

  private DerSignature() {}

  /**
   * @param der  a SEQUENCE of two INTEGERs
   * @param size bytes of R and of S
   */
  static byte[] toJws(byte[] der, int size) {
    byte[] jws = new byte[2 * size];
    int at = der[1] < 0 ? 2 + (der[1] & 0x7f) : 2; // tag and length of the SEQUENCE
    at = copyInteger(der, at, jws, size);
    copyInteger(der, at, jws, 2 * size);
    return jws;
  }

  /** Right-aligns the INTEGER's bytes before {@code end}; gives the place after it. */
  private static int copyInteger(byte[] der, int at, byte[] jws, int end) {
    if (der[at] != 2) {
      throw new IllegalStateException("KMS gave an ECDSA signature that is not DER");
    }
    int length = der[at + 1];
    int start = at + 2;
    int next = start + length;
    while (length > jws.length / 2) { // the sign's leading zero
      start++;
      length--;
    }
    System.arraycopy(der, start, jws, end - length, length);
    return next;
  }
}
