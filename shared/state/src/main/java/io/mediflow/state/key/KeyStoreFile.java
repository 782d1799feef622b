package io.mediflow.state.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.ehr.Signer.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The key store file of an installation on one machine: signing keys and secrets by name, readable by its owner only. It is
 * read anew at each use, so that a key made by the command line is there at once.
 */
public final class KeyStoreFile {

  /** A key as the file holds it. */
  record StoredKey(String name, Algorithm algorithm, byte[] privateKey, byte[] publicKey, Optional<Instant> ends) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SECRET_BYTES = 32;

  private final Path file;

  public KeyStoreFile(Path file) {
    this.file = file;
  }

  /**
   * Makes a signing key, unless there is one of that name.
   *
   * @param ends when it must no longer be used, or empty
   * @return false when there is one already; it stays as it is
   */
  public synchronized boolean makeKey(String name, Algorithm algorithm, Optional<Instant> ends) {
    ObjectNode root = readOrNew();
    if (root.path("keys").has(name)) {
      return false;
    }
    KeyPair pair = generate(algorithm);
    ObjectNode key = root.withObject("/keys").putObject(name)
        .put("algorithm", algorithm.name())
        .put("made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("private", Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()))
        .put("public", Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    ends.ifPresent(at -> key.put("ends", at.toString()));
    write(root);
    return true;
  }

  /** When a key was made; empty for one of a version that did not keep it, and where there is none. */
  public Optional<Instant> made(String name) {
    return Optional.ofNullable(read().path("keys").path(name).path("made").textValue()).map(Instant::parse);
  }

  /**
   * Sets when a key must no longer be used.
   *
   * @return false when there is no such key
   */
  public synchronized boolean endKey(String name, Instant ends) {
    ObjectNode root = read();
    if (!(root.path("keys").path(name) instanceof ObjectNode key)) {
      return false;
    }
    key.put("ends", ends.toString());
    write(root);
    return true;
  }

  /** Makes a random secret, unless there is one of that name; false when there is one already. */
  public synchronized boolean makeSecret(String name) {
    ObjectNode root = readOrNew();
    if (root.path("secrets").has(name)) {
      return false;
    }
    return set(root, name, List.of(random()));
  }

  /** Makes a random value of a secret that is in force beside the newest of those before; older ones end. */
  public synchronized void renewSecret(String name) {
    List<String> values = new ArrayList<>(List.of(random()));
    secret(name).ifPresent(before -> values.add(before.getFirst()));
    set(readOrNew(), name, values);
  }

  private static String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Sets a secret's values in force, the newest first. */
  public synchronized void putSecret(String name, List<String> values) {
    set(readOrNew(), name, values);
  }

  List<StoredKey> keys() {
    List<StoredKey> keys = new ArrayList<>();
    read().path("keys").properties().forEach(entry -> keys.add(key(entry.getKey(), entry.getValue())));
    return keys;
  }

  Optional<List<String>> secret(String name) {
    JsonNode values = read().path("secrets").path(name);
    if (values.isMissingNode()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return Optional.of(texts);
  }

  Path file() {
    return file;
  }

  private StoredKey key(String name, JsonNode json) {
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      return new StoredKey(name, Algorithm.valueOf(json.path("algorithm").asText()),
          base64.decode(json.path("private").asText()), base64.decode(json.path("public").asText()),
          Optional.ofNullable(json.path("ends").textValue()).map(Instant::parse));
    } catch (RuntimeException broken) {
      throw damaged();
    }
  }

  private boolean set(ObjectNode root, String name, List<String> values) {
    ArrayNode array = root.withObject("/secrets").putArray(name);
    values.forEach(array::add);
    write(root);
    return true;
  }

  private ObjectNode readOrNew() {
    return Files.exists(file) ? read() : MAPPER.createObjectNode();
  }

  private ObjectNode read() {
    try {
      if (MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode root) {
        return root;
      }
      throw damaged();
    } catch (NoSuchFileException missing) {
      throw new IllegalStateException("there is no key store file " + file + "; make it with the command line");
    } catch (com.fasterxml.jackson.core.JacksonException broken) {
      throw damaged(); // Jackson's message may quote a key
    } catch (IOException denied) {
      throw new IllegalStateException("the key store file " + file + " cannot be read", denied);
    }
  }

  private IllegalStateException damaged() {
    return new IllegalStateException("the key store file " + file + " is damaged; put back a copy of it");
  }

  /** Whole or not at all: written beside its place and moved. */
  private void write(ObjectNode root) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "keystore", ".new",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, root.toPrettyString() + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException denied) {
      throw new IllegalStateException("the key store file " + file + " cannot be written", denied);
    }
  }

  private static KeyPair generate(Algorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(PublicKeys.family(algorithm));
      switch (algorithm) {
        case RS384 -> generator.initialize(3072);
        case ES384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java makes no " + algorithm + " keys", missing);
    }
  }
}
