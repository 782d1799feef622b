package io.mediflow.mapping.hl7;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the bytes of a message came to as text. */
public sealed interface Hl7Text {

  /**
   * A text.
   *
   * @param text     without byte-order mark
   * @param charset  what the bytes were read as
   * @param problems when that was not certain
   */
  record Text(String text, Charset charset, List<Problem> problems) implements Hl7Text {}

  /** No text can be made of the bytes. */
  record Unreadable(Problem problem) implements Hl7Text {}

  /**
   * A byte-order mark decides; else UTF-8 if the bytes are valid as such (no other encoding is by chance), else what MSH-18 says, else
   * windows-1252 with a problem.
   */
  static Hl7Text decode(byte[] bytes) {
    if (bytes.length == 0) {
      return new Unreadable(new Problem(Category.STRUCTURE, "message", "The message is empty; ask the sender to send it again."));
    }
    int first = bytes[0] == 0x0B ? 1 : 0; // MLLP's start byte
    if (starts(bytes, first, 0xEF, 0xBB, 0xBF)) {
      return utf8OrOlder(bytes, first + 3);
    }
    if (starts(bytes, first, 0xFE, 0xFF) || starts(bytes, first, 0x00, 'M')) {
      return utf16(bytes, first + (bytes[first] == 0 ? 0 : 2), StandardCharsets.UTF_16BE);
    }
    if (starts(bytes, first, 0xFF, 0xFE) || starts(bytes, first, 'M', 0x00)) {
      return utf16(bytes, first + (bytes[first] == 'M' ? 0 : 2), StandardCharsets.UTF_16LE);
    }
    return utf8OrOlder(bytes, 0);
  }

  private static Hl7Text utf16(byte[] bytes, int from, Charset charset) {
    int end = bytes.length;
    while (end > from && (bytes[end - 1] == 0x1C || bytes[end - 1] == '\r') && (end - from) % 2 != 0) {
      end--; // MLLP's end bytes are single
    }
    return strictly(bytes, from, end, charset).<Hl7Text>map(text -> new Text(text, charset, List.of()))
        .orElseGet(() -> new Unreadable(new Problem(Category.VALUE, "message",
            "The message begins as UTF-16 and is not valid as such; ask the sender in which encoding it sends.")));
  }

  private static Hl7Text utf8OrOlder(byte[] bytes, int from) {
    Optional<String> utf8 = strictly(bytes, from, bytes.length, StandardCharsets.UTF_8);
    if (utf8.isPresent()) {
      return new Text(utf8.get(), StandardCharsets.UTF_8, List.of());
    }
    String declared = declared(bytes, from);
    Optional<Charset> named = CharacterSets.named(declared).filter(one -> one != StandardCharsets.UTF_8 && one != StandardCharsets.UTF_16);
    if (named.isPresent()) {
      Optional<String> text = strictly(bytes, from, bytes.length, named.get());
      if (text.isPresent()) {
        return new Text(text.get(), named.get(), List.of());
      }
    }
    return strictly(bytes, from, bytes.length, CharacterSets.WESTERN)
        .<Hl7Text>map(text -> new Text(text, CharacterSets.WESTERN, List.of(uncertain(declared))))
        .orElseGet(() -> new Unreadable(new Problem(Category.VALUE, "MSH-18",
            "The message is valid neither as UTF-8 nor as what MSH-18 says; ask the sender in which encoding it sends.")));
  }

  private static Problem uncertain(String declared) {
    String what = declared.isEmpty() ? "MSH-18 names no encoding and the message is not UTF-8"
        : CharacterSets.named(declared).isEmpty() ? "MSH-18 names an encoding that is not known"
        : "The message is not in the encoding that MSH-18 names";
    return new Problem(declared.isEmpty() || CharacterSets.named(declared).isPresent() ? Category.VALUE : Category.NOT_SUPPORTED, "MSH-18",
        what + "; it was read as windows-1252. Check letters with accents, and ask the sender to send UTF-8.");
  }

  /** MSH-18's first repetition, read byte by byte: separators and names are ASCII in every encoding that is left here. */
  private static String declared(byte[] bytes, int from) {
    String start = new String(bytes, from, Math.min(bytes.length - from, 4_096), StandardCharsets.ISO_8859_1);
    int header = start.indexOf("MSH");
    if (header < 0) {
      return "";
    }
    int end = lineEnd(start, header);
    return Hl7Encoding.ofHeader(start, header, end).map(encoding -> Hl7Segment.raw(start, header, end, encoding).text(18, 1)).orElse("");
  }

  private static int lineEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
      at++;
    }
    return at;
  }

  private static Optional<String> strictly(byte[] bytes, int from, int end, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, end - from)).toString());
    } catch (CharacterCodingException not) {
      return Optional.empty();
    }
  }

  private static boolean starts(byte[] bytes, int from, int... with) {
    if (bytes.length < from + with.length) {
      return false;
    }
    for (int i = 0; i < with.length; i++) {
      if ((bytes[from + i] & 0xFF) != with[i]) {
        return false;
      }
    }
    return true;
  }
}
