package io.mediflow.ehr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A port on which nobody listens, and which nobody else is given meanwhile: it is bound, and no more. */
record RefusedPort(Socket bound) implements AutoCloseable {

  RefusedPort() throws IOException {
    this(new Socket());
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  URI base(String scheme) {
    return URI.create(scheme + "://localhost:" + bound.getLocalPort() + "/fhir");
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
