package io.mediflow.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.ehr.Signer.SigningKey;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Our public keys as a JWK set (RFC 7517), for EHRs that verify our assertions. */
final class JwkSet {

  /** P-384 coordinates: whole bytes, leading zeros kept (RFC 7518, 6.2.1.2). */
  private static final int P384_BYTES = 48;

  private JwkSet() {}

  /** A key past its end is left out: nobody should believe it any longer. */
  static ObjectNode of(List<SigningKey> keys, Instant now) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    ArrayNode list = set.putArray("keys");
    keys.stream().filter(one -> one.ends().filter(end -> !end.isAfter(now)).isEmpty()).forEach(one -> list.add(jwk(one)));
    return set;
  }

  private static ObjectNode jwk(SigningKey key) {
    ObjectNode jwk = JsonNodeFactory.instance.objectNode();
    jwk.put("kid", key.kid()).put("use", "sig").put("alg", key.algorithm().name());
    PublicKey half = key.publicKey();
    return switch (key.algorithm()) {
      case RS384 -> {
        RSAPublicKey rsa = (RSAPublicKey) half;
        yield jwk.put("kty", "RSA").put("n", encoded(unsigned(rsa.getModulus())))
            .put("e", encoded(unsigned(rsa.getPublicExponent())));
      }
      case ES384 -> {
        ECPublicKey ec = (ECPublicKey) half;
        yield jwk.put("kty", "EC").put("crv", "P-384").put("x", encoded(padded(ec.getW().getAffineX())))
            .put("y", encoded(padded(ec.getW().getAffineY())));
      }
    };
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] padded(BigInteger number) {
    byte[] bytes = unsigned(number);
    byte[] whole = new byte[P384_BYTES];
    System.arraycopy(bytes, 0, whole, P384_BYTES - bytes.length, bytes.length);
    return whole;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
