package io.mediflow.state.key;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.ehr.Signer.Algorithm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
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
import java.util.Set;
import java.util.function.Predicate;

/**
 * The key store file of an installation on one machine: signing keys and secrets by name, readable by its owner only. It is
 * read anew at each use, so that a key made by the command line is there at once; one process at a time changes it.
 */
public final class KeyStoreFile {

  /** A key as the file holds it. */
  record StoredKey(String name, Algorithm algorithm, byte[] privateKey, byte[] publicKey, Optional<Instant> ends) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SECRET_BYTES = 32;
  private static final FileAttribute<?> OWNERS = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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
  public boolean makeKey(String name, Algorithm algorithm, Optional<Instant> ends) {
    return changed(root -> {
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
      return true;
    });
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
  public boolean endKey(String name, Instant ends) {
    return changed(root -> {
      if (!(root.path("keys").path(name) instanceof ObjectNode key)) {
        return false;
      }
      key.put("ends", ends.toString());
      return true;
    });
  }

  /** Makes a random secret, unless there is one of that name; false when there is one already. */
  public boolean makeSecret(String name) {
    return changed(root -> !root.path("secrets").has(name) && set(root, name, List.of(random())));
  }

  /** Makes a random value of a secret that is in force beside the newest of those before; older ones end. */
  public void renewSecret(String name) {
    changed(root -> {
      List<String> values = new ArrayList<>(List.of(random()));
      secret(root, name).ifPresent(before -> values.add(before.getFirst()));
      return set(root, name, values);
    });
  }

  private static String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Sets a secret's values in force, the newest first. */
  public void putSecret(String name, List<String> values) {
    changed(root -> set(root, name, values));
  }

  List<StoredKey> keys() {
    List<StoredKey> keys = new ArrayList<>();
    read().path("keys").properties().forEach(entry -> keys.add(key(entry.getKey(), entry.getValue())));
    return keys;
  }

  Optional<List<String>> secret(String name) {
    return secret(read(), name);
  }

  private static Optional<List<String>> secret(ObjectNode root, String name) {
    JsonNode values = root.path("secrets").path(name);
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

  private static boolean set(ObjectNode root, String name, List<String> values) {
    ArrayNode array = root.withObject("/secrets").putArray(name);
    values.forEach(array::add);
    return true;
  }

  /**
   * Reads, changes and writes while no other thread and no other process does: several commands may run at once. The lock lies
   * beside the file, which is replaced.
   *
   * @param change whether something has changed
   */
  private boolean changed(Predicate<ObjectNode> change) {
    synchronized (KeyStoreFile.class) { // a process holds a file's lock once
      try {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(folder.resolve("keystore.lock"), Set.of(CREATE, WRITE), OWNERS);
            FileLock lock = channel.lock()) {
          ObjectNode root = Files.exists(file) ? read() : MAPPER.createObjectNode();
          boolean changed = change.test(root);
          if (changed) {
            write(folder, root);
          }
          return changed;
        }
      } catch (IOException denied) {
        throw new IllegalStateException("the key store file " + file + " cannot be written", denied);
      }
    }
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
  private void write(Path folder, ObjectNode root) throws IOException {
    Path fresh = Files.createTempFile(folder, "keystore", ".new", OWNERS);
    Files.writeString(fresh, root.toPrettyString() + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
