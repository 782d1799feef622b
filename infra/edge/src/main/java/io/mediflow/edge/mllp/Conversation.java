package io.mediflow.edge.mllp;

import io.mediflow.edge.status.Counts;
import io.mediflow.model.record.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection: a message, its answer, the next message, until either side ends it. */
final class Conversation {

  private final long number;
  private final Socket socket;
  private final MllpLimits limits;
  private final Intake intake;
  private final Counts counts;
  private final FrameDecoder decoder;
  private long blockSince;
  private Optional<Problem> told = Optional.empty();

  Conversation(long number, Socket socket, MllpLimits limits, Intake intake, Counts counts) {
    this.number = number;
    this.socket = socket;
    this.limits = limits;
    this.intake = intake;
    this.counts = counts;
    this.decoder = new FrameDecoder(limits.mostBytes());
  }

  void run() {
    try {
      talk();
    } catch (SocketTimeoutException silent) {
      if (decoder.isInside()) {
        tell("began a message and did not end it in time; nothing of it was taken. See what sends there.");
      }
    } catch (IOException gone) {
      if (decoder.isInside()) {
        tell("broke off within a message; nothing of it was taken. Its sender has to send it again.");
      }
    }
    if (decoder.garbage() > 0) {
      tell("sent " + decoder.garbage() + " bytes outside of messages, which were passed over. See whether it is an MLLP sender.");
    }
  }

  private void talk() throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    byte[] buffer = new byte[16 * 1024];
    while (true) {
      socket.setSoTimeout(patience());
      int count = in.read(buffer);
      if (count < 0) {
        if (decoder.isInside()) {
          tell("ended within a message; nothing of it was taken. Its sender has to send it again.");
        }
        return;
      }
      boolean wasInside = decoder.isInside();
      var frames = decoder.feed(buffer, 0, count);
      if (decoder.isInside() && (!wasInside || !frames.isEmpty())) {
        blockSince = System.nanoTime();
      }
      for (Frame frame : frames) {
        if (!answer(frame, out)) {
          return;
        }
      }
    }
  }

  /** Milliseconds; at least one, since none means forever. */
  private int patience() throws SocketTimeoutException {
    if (!decoder.isInside()) {
      return Math.toIntExact(limits.idle().toMillis());
    }
    long left = limits.block().toMillis() - (System.nanoTime() - blockSince) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    return Math.toIntExact(left);
  }

  /** @return whether there is use in going on */
  private boolean answer(Frame frame, OutputStream out) throws IOException {
    return switch (frame) {
      case Frame.Whole(byte[] bytes) -> {
        write(intake.take(bytes), out);
        yield true;
      }
      case Frame.TooLong(byte[] head) -> {
        write(intake.tooLong(head), out);
        yield true;
      }
      case Frame.Endless(byte[] head) -> {
        write(intake.tooLong(head), out);
        yield false;
      }
      case Frame.Half() -> {
        // Not answered: the sender would take it as the answer to what it has begun instead.
        counts.tookNot();
        tell("began a message within another; nothing of the first was taken. See why its sender gave it up.");
        yield true;
      }
    };
  }

  private void write(Intake.Verdict verdict, OutputStream out) throws IOException {
    switch (verdict) {
      case Intake.Verdict.Taken taken -> {
        counts.took(taken.messages());
        told = Optional.empty();
      }
      case Intake.Verdict.Refused refused -> {
        counts.tookNot();
        tellOnce(refused.reason());
      }
      case Intake.Verdict.Nothing nothing -> { }
    }
    if (verdict.answer().isPresent()) {
      out.write(MllpClient.block(verdict.answer().get().getBytes(StandardCharsets.UTF_8)));
      out.flush();
    }
  }

  /** A sender that repeats what is refused is told of once, until something of it is taken. */
  private void tellOnce(Problem reason) {
    if (!told.equals(Optional.of(reason))) {
      told = Optional.of(reason);
      tell("was refused a message (" + reason.category() + " at " + reason.path() + "): " + reason.remedy());
    }
  }

  private void tell(String what) {
    counts.failed("connection " + number + " " + what);
  }
}
