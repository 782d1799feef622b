package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The concepts of one load whose codes fall into one bucket, in few items: an item for each concept would make loading a release
 * a matter of hours. A body is deflated JSON, a list of concepts; one that grows too large goes on in numbered parts.
 *
 * @param number of {@link #of} the load's buckets
 */
record ConceptBucket(String release, String generation, int number) {

  /** Of a bucket's JSON on average: deflated it is a sixth or so, two reading units of DynamoDB. */
  static final int AIM = 32 * 1024;

  /** Of a part's JSON, unless one concept alone has more. */
  static final int MOST = 64 * 1024;

  private static final String PARTS = "parts";
  private static final String BODY = "body";

  /**
   * What a bucket holds.
   *
   * @param bytes of its JSON
   */
  record Concepts(Map<Code, Concept> byCode, int bytes) {

    static final Concepts NONE = new Concepts(Map.of(), 0);
  }

  /** The bucket of a code with this hash: the lower the hash, the lower the bucket, so that a load need not sort all at once. */
  static int of(int hash, int buckets) {
    return (int) (Integer.toUnsignedLong(hash) * buckets >>> Integer.SIZE);
  }

  /** The first part. */
  Keys.Key key() {
    return key(0);
  }

  private Keys.Key key(int part) {
    return Keys.concepts(release, generation, number, part);
  }

  /** The keys of all parts, as the first one tells how many there are. */
  List<Keys.Key> keys(Item first) {
    return IntStream.range(0, first.integer(PARTS)).mapToObj(this::key).toList();
  }

  /** A concept's JSON. */
  static byte[] write(Concept one) {
    ArrayNode targets = Json.array();
    for (Target target : one.targets()) {
      targets.addArray().add(target.code().system()).add(target.code().code()).add(target.display())
          .add(target.equivalence().name()).add(target.note());
    }
    ArrayNode concept = Json.array().add(one.code().system()).add(one.code().code()).add(one.display()).add(one.active()).add(targets);
    return Json.write(concept).getBytes(StandardCharsets.UTF_8);
  }

  /** @param concepts as {@link #write} has written them */
  List<Item> items(List<byte[]> concepts) {
    List<byte[]> bodies = new ArrayList<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] one : concepts) {
      if (body.size() > 0 && body.size() + one.length >= MOST) {
        bodies.add(ended(body));
        body.reset();
      }
      body.write(body.size() == 0 ? '[' : ',');
      body.writeBytes(one);
    }
    bodies.add(ended(body));
    List<Item> items = new ArrayList<>();
    for (byte[] one : bodies) {
      items.add(Item.at(key(items.size())).with(PARTS, bodies.size()).with(BODY, deflated(one)));
    }
    return items;
  }

  private static byte[] ended(ByteArrayOutputStream body) {
    body.write(']');
    return body.toByteArray();
  }

  /** @param parts in any order */
  static Concepts read(List<Item> parts) {
    Map<Code, Concept> concepts = new HashMap<>();
    Map<String, String> systems = new HashMap<>(); // a few texts that every code would hold a copy of
    int bytes = 0;
    for (Item part : parts) {
      byte[] body = inflated(part.bytes(BODY));
      bytes += body.length;
      for (JsonNode node : Json.read(new String(body, StandardCharsets.UTF_8))) {
        List<Target> targets = new ArrayList<>();
        for (JsonNode target : node.path(4)) {
          targets.add(new Target(code(target, systems), target.path(2).asText(), Equivalence.valueOf(target.path(3).asText()),
              target.path(4).asText()));
        }
        Code code = code(node, systems);
        concepts.put(code, new Concept(code, node.path(2).asText(), node.path(3).asBoolean(), targets));
      }
    }
    return new Concepts(concepts, bytes);
  }

  private static Code code(JsonNode node, Map<String, String> systems) {
    return new Code(systems.computeIfAbsent(node.path(0).asText(), same -> same), node.path(1).asText());
  }

  private static byte[] deflated(byte[] json) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(json);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return deflated.toByteArray();
  }

  private static byte[] inflated(byte[] body) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new IllegalStateException("a stored bucket of concepts is damaged; load its release again", broken);
    }
  }
}
