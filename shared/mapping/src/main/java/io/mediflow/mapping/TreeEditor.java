package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.packages.TreePath;
import io.mediflow.packages.TreePath.Alternative;
import io.mediflow.packages.TreePath.Criterion;
import io.mediflow.packages.TreePath.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes a tree along paths: what a path names is found or made, all else is left as it is.
 *
 * @param around members from the whole's root to this one
 */
record TreeEditor(Shape shape, ObjectNode root, List<String> around) {

  /** The tree is not such that the path could be followed; says why, without values. */
  static final class Unbuildable extends Exception {
    Unbuildable(String sentence) {
      super(sentence);
    }
  }

  /** Puts the value where the path leads: into the first alternative that exists, else into a new first one. */
  void set(TreePath path, JsonNode value) throws Unbuildable {
    Alternative chosen = path.alternatives().stream()
        .filter(one -> !Criteria.values(root, one.head()).isEmpty())
        .findFirst().orElse(path.alternatives().getFirst());
    set(root, chosen.whole(), around, value);
  }

  private void set(ObjectNode from, List<Segment> path, List<String> members, JsonNode value) throws Unbuildable {
    ObjectNode at = from;
    List<String> walked = new ArrayList<>(members);
    for (Segment segment : path.subList(0, path.size() - 1)) {
      walked.add(segment.member());
      at = descend(at, segment, walked);
    }
    walked.add(path.getLast().member());
    leaf(at, path.getLast(), walked, value);
  }

  /** The object at this segment, made with what its criteria name when it is not there. */
  private ObjectNode descend(ObjectNode at, Segment segment, List<String> members) throws Unbuildable {
    JsonNode found = there(at, segment.member());
    if (!shape.several(members, segment, found)) {
      ObjectNode only = found == null ? at.putObject(segment.member()) : object(found, members);
      if (found == null) {
        make(only, segment.criteria(), members);
      } else if (!Criteria.hold(only, segment.criteria())) {
        throw new Unbuildable("the EHR has another " + named(members) + " than the path names");
      }
      return only;
    }
    ArrayNode array = array(at, segment.member(), members);
    int position = position(array, segment);
    if (position < array.size()) {
      return object(array.get(position), members);
    }
    ObjectNode fresh = array.addObject();
    make(fresh, segment.criteria(), members);
    return fresh;
  }

  private void leaf(ObjectNode at, Segment segment, List<String> members, JsonNode value) throws Unbuildable {
    String member = segment.member();
    Optional<String> choice = shape.choice(members);
    if (choice.isPresent() && !at.has(member)) {
      refuseOtherType(at, choice.get(), members);
    }
    boolean several = shape.several(members, segment, there(at, member));
    if (value instanceof ArrayNode list && segment.index() < 0 && (several || !at.has(member))) {
      keepExtensionsOfUnchanged(at, member, list);
      at.set(member, list);
    } else if (several) {
      ArrayNode array = array(at, member, members);
      int position = position(array, segment);
      if (position == array.size()) {
        array.add(value);
        if (value instanceof ObjectNode fresh) {
          make(fresh, segment.criteria(), members);
        }
      } else if (!array.get(position).equals(value)) {
        array.set(position, value);
        if (at.get("_" + member) instanceof ArrayNode beside && position < beside.size()) {
          beside.set(position, NullNode.instance);
        }
      }
    } else if (!value.equals(at.get(member))) {
      at.set(member, value);
      at.remove("_" + member); // extensions of a primitive speak of the value that was
    }
  }

  private void make(ObjectNode fresh, List<Criterion> criteria, List<String> members) throws Unbuildable {
    for (Criterion criterion : criteria) {
      switch (criterion) {
        case Criterion.Equal(List<Segment> path, Object value) -> set(fresh, path, members,
            value instanceof Boolean flag ? BooleanNode.valueOf(flag) : TextNode.valueOf((String) value));
        case Criterion.Present(List<Segment> path) -> {
          ObjectNode at = fresh;
          List<String> walked = new ArrayList<>(members);
          for (Segment segment : path) {
            walked.add(segment.member());
            at = descend(at, segment, walked);
          }
        }
        case Criterion.Absent absent -> { } // a new element lacks it anyway
        case Criterion.Containing containing -> { } // the row's own value brings it; reading back shows whether it did
      }
    }
  }

  /** Where the segment's element lies in the array; its size when it has to be made. */
  private static int position(ArrayNode array, Segment segment) throws Unbuildable {
    if (segment.index() < 0 && array.size() > 1) {
      throw new Unbuildable("the EHR has several elements of " + segment.member() + " and the path does not say which");
    }
    int wanted = Math.max(0, segment.index());
    int seen = 0;
    for (int i = 0; i < array.size(); i++) {
      if (!array.get(i).isNull() && Criteria.hold(array.get(i), segment.criteria()) && seen++ == wanted) {
        return i;
      }
    }
    if (seen < wanted) {
      throw new Unbuildable("the EHR has fewer elements of " + segment.member() + " than the path counts");
    }
    return array.size();
  }

  private static void keepExtensionsOfUnchanged(ObjectNode at, String member, ArrayNode next) {
    if (at.get("_" + member) instanceof ArrayNode beside) {
      JsonNode before = at.path(member);
      ArrayNode kept = at.arrayNode();
      boolean any = false;
      for (int i = 0; i < next.size(); i++) {
        boolean same = next.get(i).equals(before.path(i)) && beside.path(i).isObject();
        kept.add(same ? beside.get(i) : NullNode.instance);
        any |= same;
      }
      if (any) {
        at.set("_" + member, kept);
      } else {
        at.remove("_" + member);
      }
    }
  }

  private static void refuseOtherType(ObjectNode at, String choice, List<String> members) throws Unbuildable {
    for (String name : (Iterable<String>) at::fieldNames) {
      if (name.length() > choice.length() && name.startsWith(choice) && Character.isUpperCase(name.charAt(choice.length()))) {
        throw new Unbuildable("the EHR has a value of another type at " + named(members));
      }
    }
  }

  /** Null where nothing is: a document's own null says no more. */
  private static JsonNode there(ObjectNode at, String member) {
    JsonNode found = at.get(member);
    return found == null || found.isNull() ? null : found;
  }

  private static ArrayNode array(ObjectNode at, String member, List<String> members) throws Unbuildable {
    JsonNode found = there(at, member);
    if (found == null) {
      return at.putArray(member);
    }
    if (found instanceof ArrayNode array) {
      return array;
    }
    throw new Unbuildable("the EHR has no list at " + named(members) + ", where there should be one");
  }

  private static ObjectNode object(JsonNode found, List<String> members) throws Unbuildable {
    if (found instanceof ObjectNode object) {
      return object;
    }
    throw new Unbuildable("the EHR has a plain value at " + named(members) + ", where there should be elements");
  }

  private static String named(List<String> members) {
    return String.join(".", members);
  }
}
