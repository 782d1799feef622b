package io.mediflow.edge.mllp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the blocks in a stream of bytes, however they are divided into reads. A block is VT, content, FS, CR; what lies between
 * blocks is passed over. Only FS and CR together end one: a half message must never look like a whole one.
 */
final class FrameDecoder {

  static final byte START = 0x0B;
  static final byte END = 0x1C;
  static final byte RETURN = '\r';

  /** Enough for the header of any message. */
  private static final int HEAD = 4_096;
  /** A block that is longer than so many times what is allowed is not waited for. */
  private static final int ENDLESS = 4;

  private enum State {
    BETWEEN,
    INSIDE,
    /** After FS: it ends the block if CR comes next. */
    ENDING
  }

  private final int most;
  private ByteArrayOutputStream content = new ByteArrayOutputStream();
  private State state = State.BETWEEN;
  private long length;
  private long garbage;

  /** @param most how many bytes a block may hold */
  FrameDecoder(int most) {
    this.most = most;
  }

  /** Whether a block has begun and not ended. */
  boolean isInside() {
    return state != State.BETWEEN;
  }

  /** Bytes that lay between blocks, beyond line ends. */
  long garbage() {
    return garbage;
  }

  /** Takes the bytes that were read; what is whole by now is in the answer, in order. */
  List<Frame> feed(byte[] bytes, int from, int count) {
    List<Frame> found = new ArrayList<>();
    for (int at = from; at < from + count; at++) {
      byte one = bytes[at];
      switch (state) {
        case BETWEEN -> between(one);
        case INSIDE -> inside(one, found);
        case ENDING -> {
          if (one == RETURN) {
            found.add(length > most ? new Frame.TooLong(head()) : new Frame.Whole(content.toByteArray()));
            reset(State.BETWEEN);
          } else {
            add(END);
            state = State.INSIDE;
            inside(one, found);
          }
        }
      }
      if (length > (long) most * ENDLESS) {
        found.add(new Frame.Endless(head()));
        reset(State.BETWEEN);
      }
    }
    return found;
  }

  private void between(byte one) {
    if (one == START) {
      reset(State.INSIDE);
    } else if (one != RETURN && one != '\n') {
      garbage++;
    }
  }

  private void inside(byte one, List<Frame> found) {
    switch (one) {
      case START -> {
        found.add(new Frame.Half());
        reset(State.INSIDE);
      }
      case END -> state = State.ENDING;
      default -> add(one);
    }
  }

  /** Of what is too long only as much is kept as may be needed. */
  private void add(byte one) {
    length++;
    if (length <= most || content.size() < HEAD) {
      content.write(one);
    }
  }

  private byte[] head() {
    byte[] kept = content.toByteArray();
    return Arrays.copyOf(kept, Math.min(kept.length, HEAD));
  }

  /** A large message's buffer is not kept for small ones. */
  private void reset(State next) {
    content = new ByteArrayOutputStream();
    length = 0;
    state = next;
  }
}
