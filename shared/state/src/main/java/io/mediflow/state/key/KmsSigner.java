package io.mediflow.state.key;

import io.mediflow.model.ehr.Signer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.Tag;

/** Signs in KMS, with the keys behind the deployment's aliases; a key's tag {@code ends} (ISO instant) says when it ends. */
public final class KmsSigner implements Signer {

  private record Held(SigningKey key, Instant until) {}

  private static final Duration BELIEVED = Duration.ofMinutes(10);
  private static final int P384_BYTES = 48;

  private final KmsClient client;
  private final String prefix;
  private final List<String> names;
  private final Clock clock;
  private final Map<String, Held> cache = new ConcurrentHashMap<>();

  /**
   * @param prefix of the aliases, for example {@code alias/mediflow/}
   * @param names  of all keys, for our JWKS
   */
  public KmsSigner(KmsClient client, String prefix, List<String> names, Clock clock) {
    this.client = client;
    this.prefix = prefix;
    this.names = List.copyOf(names);
    this.clock = clock;
  }

  @Override
  public SigningKey key(String name) {
    Instant now = clock.instant();
    Held held = cache.get(name);
    if (held == null || !now.isBefore(held.until())) {
      held = new Held(fetch(name), now.plus(BELIEVED));
      cache.put(name, held);
    }
    return held.key();
  }

  @Override
  public List<SigningKey> keys() {
    return names.stream().map(this::key).toList();
  }

  @Override
  public byte[] sign(String name, byte[] input) {
    SigningKey key = key(name);
    PublicKeys.checkInForce(key, clock.instant());
    byte[] signature = client.sign(request -> request
        .keyId(prefix + name)
        .messageType(MessageType.DIGEST) // a raw message may have 4 KB only
        .message(SdkBytes.fromByteArray(sha384(input)))
        .signingAlgorithm(switch (key.algorithm()) {
          case RS384 -> SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_384;
          case ES384 -> SigningAlgorithmSpec.ECDSA_SHA_384;
        })).signature().asByteArray();
    return switch (key.algorithm()) {
      case RS384 -> signature;
      case ES384 -> DerSignature.toJws(signature, P384_BYTES);
    };
  }

  private SigningKey fetch(String name) {
    GetPublicKeyResponse answer;
    try {
      answer = client.getPublicKey(request -> request.keyId(prefix + name));
    } catch (NotFoundException missing) {
      throw new IllegalStateException("there is no KMS key under " + prefix + name
          + "; make one (RSA_3072 or ECC_NIST_P384, SIGN_VERIFY) with this alias");
    }
    return PublicKeys.of(name, algorithm(name, answer.keySpec()), answer.publicKey().asByteArray(), ends(answer.keyId()));
  }

  private Optional<Instant> ends(String keyId) {
    return client.listResourceTags(request -> request.keyId(keyId)).tags().stream()
        .filter(tag -> tag.tagKey().equals("ends")).map(Tag::tagValue).map(Instant::parse).findFirst();
  }

  private static Algorithm algorithm(String name, KeySpec spec) {
    return switch (spec) {
      case RSA_2048, RSA_3072, RSA_4096 -> Algorithm.RS384;
      case ECC_NIST_P384 -> Algorithm.ES384;
      default -> throw new IllegalStateException( // KMS knows many kinds of key that SMART does not
          "KMS key " + name + " is of a kind that SMART does not sign with; make it RSA_3072 or ECC_NIST_P384");
    };
  }

  private static byte[] sha384(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-384").digest(input);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-384", missing);
    }
  }
}
