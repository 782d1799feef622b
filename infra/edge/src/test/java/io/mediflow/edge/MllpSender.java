package io.mediflow.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/** A practice's system: sends a message and waits for its answer. */
public final class MllpSender implements AutoCloseable {

  private final Socket socket;

  public MllpSender(int port) throws IOException {
    this(port, SocketFactory.getDefault());
  }

  public MllpSender(int port, SocketFactory sockets) throws IOException {
    socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
  }

  /** An invented message; its control id is its number. */
  public static String message(String controlId) {
    return message(controlId, "", "");
  }

  /** @param commit MSH-15 */
  public static String message(String controlId, String commit, String application) {
    return "MSH|^~\\&|DESK|LAKESIDE|MEDIFLOW|CLOUD|20260310090122||ADT^A04^ADT_A01|" + controlId + "|P|2.5.1|||" + commit + "|"
        + application + "\rEVN|A04|20260310090122\rPID|1||" + controlId + "^^^LAKESIDE^MR||SAMPLE^SAM||19800101|M\r";
  }

  /** MSH-10. */
  public static String controlId(String message) {
    return message.split("\\|")[9];
  }

  /** @return MSA-1 and MSA-2 of the answer */
  public String send(String message) throws IOException {
    write(block(message));
    return verdict(answer());
  }

  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** No more bytes follow; the answer can still be read. */
  public void endWriting() throws IOException {
    socket.shutdownOutput();
  }

  /** The next answer without its framing; what came, when the connection ended before that. */
  public String answer() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int one = socket.getInputStream().read(); one >= 0; one = socket.getInputStream().read()) {
      if (one == '\r' && endsBlock(bytes.toByteArray())) {
        break;
      }
      bytes.write(one);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace("\u000b", "").replace("\u001c", "");
  }

  private static boolean endsBlock(byte[] bytes) {
    return bytes.length > 0 && bytes[bytes.length - 1] == 0x1C;
  }

  /** Whether nothing comes within a time. */
  public boolean hearsNothing(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout(20_000);
    }
  }

  public static byte[] block(String message) {
    return ("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8);
  }

  public static String verdict(String answer) {
    return answer.replaceAll("(?s).*\rMSA\\|([^\r|]*\\|?[^\r|]*).*", "$1");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
