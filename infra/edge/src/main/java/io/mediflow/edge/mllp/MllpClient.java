package io.mediflow.edge.mllp;

import io.mediflow.mapping.hl7.Hl7Ack;
import io.mediflow.mapping.hl7.Hl7Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends messages to a practice's system, one after the other, each when the one before was answered. One thread connects and sends;
 * any may close.
 */
public final class MllpClient implements AutoCloseable {

  private static final int MOST_BYTES = 1024 * 1024;
  private static final int CONNECTING = 10_000;

  private final String host;
  private final int port;
  private final SocketFactory sockets;
  private final Duration patience;
  private volatile Optional<Socket> open = Optional.empty();
  private volatile boolean ended;
  private FrameDecoder decoder = new FrameDecoder(MOST_BYTES);

  /** What came of the bytes of a message. */
  public sealed interface Sent {

    /** The other side named its control id. */
    record Answered(Hl7Ack.Answer answer) implements Sent {}

    /** It may have been taken, and may not. */
    record Silent(String reason) implements Sent {}
  }

  /** @param patience how long an answer is waited for */
  public MllpClient(String host, int port, SocketFactory sockets, Duration patience) {
    this.host = host;
    this.port = port;
    this.sockets = sockets;
    this.patience = patience;
  }

  /**
   * Makes sure that there is a connection; nothing of a message has been sent when it fails.
   *
   * @throws IOException with nothing of a message in it
   */
  public void connect() throws IOException {
    if (open.filter(this::isQuiet).isPresent()) {
      return;
    }
    disconnect();
    Socket socket = sockets.createSocket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECTING);
      socket.setTcpNoDelay(true);
      if (socket instanceof SSLSocket secured) {
        SSLParameters named = secured.getSSLParameters();
        named.setEndpointIdentificationAlgorithm("HTTPS"); // its certificate must name the host, by the rules of RFC 2818
        secured.setSSLParameters(named);
        secured.setSoTimeout(CONNECTING);
        secured.startHandshake();
      }
    } catch (IOException | RuntimeException unusable) {
      socket.close();
      throw unusable;
    }
    decoder = new FrameDecoder(MOST_BYTES);
    open = Optional.of(socket);
    if (ended) {
      disconnect();
      throw new IOException("the agent ends");
    }
  }

  /** Whatever the other side said or did since the last answer, the next message is not to meet it. */
  private boolean isQuiet(Socket socket) {
    try {
      socket.setSoTimeout(1);
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException quiet) {
      return !decoder.isInside();
    } catch (IOException broken) {
      return false;
    }
  }

  /** Comes back when the message is answered, or there is no use in waiting; then the connection is closed. */
  public Sent send(byte[] message, String controlId) throws IOException {
    Optional<String> odd = Optional.empty();
    String reason;
    try {
      Socket socket = open.orElseThrow(() -> new IOException("there is no connection"));
      socket.getOutputStream().write(block(message));
      socket.getOutputStream().flush();
      byte[] buffer = new byte[16 * 1024];
      long until = System.nanoTime() + patience.toNanos();
      while (true) {
        socket.setSoTimeout((int) Math.clamp((until - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE));
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          reason = "it ended the connection without an answer";
          break;
        }
        for (Frame frame : decoder.feed(buffer, 0, count)) {
          Hl7Ack.Answer answer = answer(frame);
          if (isAbout(answer, controlId)) {
            return new Sent.Answered(answer);
          }
          odd = Optional.of("what it answered names no message of ours (MSA-1, MSA-2)");
        }
        if (System.nanoTime() > until) {
          throw new SocketTimeoutException();
        }
      }
    } catch (SocketTimeoutException late) {
      reason = "it did not answer within " + patience.toSeconds() + " s";
    } catch (IOException broken) {
      reason = "the connection broke before its answer";
    }
    disconnect();
    return new Sent.Silent(odd.orElse(reason));
  }

  private static Hl7Ack.Answer answer(Frame frame) {
    byte[] bytes = switch (frame) {
      case Frame.Whole(byte[] whole) -> whole;
      case Frame.TooLong(byte[] head) -> head;
      case Frame.Endless(byte[] head) -> head;
      case Frame.Half() -> new byte[0];
    };
    return Hl7Ack.read(switch (Hl7Text.decode(bytes)) {
      case Hl7Text.Text(String text, var charset, var problems) -> text;
      case Hl7Text.Unreadable unreadable -> "";
    });
  }

  private static boolean isAbout(Hl7Ack.Answer answer, String controlId) {
    return switch (answer) {
      case Hl7Ack.Answer.Accepted accepted -> accepted.controlId().equals(controlId);
      case Hl7Ack.Answer.Refused refused -> refused.controlId().equals(controlId);
      case Hl7Ack.Answer.NotAnAck none -> false;
    };
  }

  /** A message between the bytes that frame it. */
  static byte[] block(byte[] content) {
    ByteArrayOutputStream block = new ByteArrayOutputStream(content.length + 3);
    block.write(FrameDecoder.START);
    block.writeBytes(content);
    block.write(FrameDecoder.END);
    block.write(FrameDecoder.RETURN);
    return block.toByteArray();
  }

  /** The next message opens a new one. */
  public void disconnect() throws IOException {
    Optional<Socket> last = open;
    open = Optional.empty();
    if (last.isPresent()) {
      last.get().close();
    }
  }

  /** For good; what is waited for is broken off. */
  @Override
  public void close() throws IOException {
    ended = true;
    disconnect();
  }
}
