package io.mediflow.mapping.hl7;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;

/** Makes the tree of a segment's text in one pass over its characters. */
final class FieldTree {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String[] KEYS = new String[128];

  static {
    for (int i = 0; i < KEYS.length; i++) {
      KEYS[i] = Integer.toString(i);
    }
  }

  private final String text;
  private final Hl7Encoding encoding;

  private ObjectNode repetition;
  private ObjectNode component;
  private int componentNumber;
  private int subcomponentNumber;

  private FieldTree(String text, Hl7Encoding encoding) {
    this.text = text;
    this.encoding = encoding;
  }

  static String key(int number) {
    return number < KEYS.length ? KEYS[number] : Integer.toString(number);
  }

  /** @return 0 when it is no number as {@link #key} writes them, of at most five digits */
  static int number(String key) {
    if (key.isEmpty() || key.length() > 5 || key.charAt(0) == '0') {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < key.length(); i++) {
      int digit = key.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Whether three capital letters or digits, the first a letter, stand there. */
  static boolean isName(String text, int from) {
    return text.length() >= from + 3 && isCapital(text.charAt(from))
        && isCapitalOrDigit(text.charAt(from + 1)) && isCapitalOrDigit(text.charAt(from + 2));
  }

  private static boolean isCapital(char one) {
    return one >= 'A' && one <= 'Z';
  }

  private static boolean isCapitalOrDigit(char one) {
    return isCapital(one) || one >= '0' && one <= '9';
  }

  /** Most places have one or two parts: maps of the usual size would be most of what a message costs. */
  private static ObjectNode node(int capacity) {
    return new ObjectNode(NODES, new LinkedHashMap<>(capacity));
  }

  /** In a header, of message, batch or file, the first field is the separator itself and the second is not divided. */
  static ObjectNode read(String name, String text, int from, int end, Hl7Encoding encoding) {
    ObjectNode fields = node(32);
    FieldTree tree = new FieldTree(text, encoding);
    int number = 1;
    int at = from + 4;
    if (isHeader(name) && at <= end) {
      int codes = Hl7Encoding.endOfCodes(text, from, end);
      fields.set(key(1), whole(text.substring(from + 3, at)));
      if (codes > at) {
        fields.set(key(2), whole(text.substring(at, codes)));
      }
      number = 3;
      at = codes + 1;
    }
    while (at <= end) {
      int next = text.indexOf(encoding.field(), at, end);
      int stop = next < 0 ? end : next;
      if (stop > at) {
        ArrayNode repetitions = tree.field(at, stop);
        if (!repetitions.isEmpty()) {
          fields.set(key(number), repetitions);
        }
      }
      number++;
      at = stop + 1;
    }
    return fields;
  }

  static boolean isHeader(String name) {
    return name.equals("MSH") || name.equals("BHS") || name.equals("FHS");
  }

  private static ArrayNode whole(String value) {
    ArrayNode repetitions = NODES.arrayNode(1);
    repetitions.addObject().putObject(key(1)).put(key(1), value);
    return repetitions;
  }

  private ArrayNode field(int from, int end) {
    ArrayNode repetitions = NODES.arrayNode(1);
    start();
    int leaf = from;
    boolean escaped = false;
    int empty = 0;
    for (int at = from; at <= end; at++) {
      char one = at == end ? encoding.repetition() : text.charAt(at);
      if (at == end || one == encoding.repetition() && one != Hl7Encoding.NONE) {
        leaf(leaf, at, escaped);
        if (repetition.isEmpty()) {
          empty++;
        } else {
          for (; empty > 0; empty--) {
            repetitions.addObject();
          }
          repetitions.add(repetition);
        }
        start();
      } else if (one == encoding.component()) {
        leaf(leaf, at, escaped);
        component = null;
        componentNumber++;
        subcomponentNumber = 1;
      } else if (one == encoding.subcomponent() && one != Hl7Encoding.NONE) {
        leaf(leaf, at, escaped);
        subcomponentNumber++;
      } else {
        escaped |= one == encoding.escape();
        continue;
      }
      leaf = at + 1;
      escaped = false;
    }
    return repetitions;
  }

  private void start() {
    repetition = node(4);
    component = null;
    componentNumber = 1;
    subcomponentNumber = 1;
  }

  private void leaf(int from, int end, boolean escaped) {
    if (end == from) {
      return;
    }
    String value = escaped && encoding.escape() != Hl7Encoding.NONE
        ? Escapes.unescape(text, from, end, encoding) : text.substring(from, end);
    if (value.isEmpty()) {
      return;
    }
    if (component == null) {
      component = node(2);
      repetition.set(key(componentNumber), component);
    }
    component.put(key(subcomponentNumber), value);
  }
}
