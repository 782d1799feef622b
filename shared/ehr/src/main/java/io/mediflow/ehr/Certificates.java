package io.mediflow.ehr;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Looks at a server's certificate. Nothing is sent, so one that is past its end is looked at too. */
final class Certificates {

  private Certificates() {}

  static Instant ends(URI url, Duration timeout) throws IOException {
    var seen = new Seen();
    var millis = (int) Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(url.getHost(), BaseUrls.port(url)), millis);
      plain.setSoTimeout(millis);
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      try (var tls = (SSLSocket) context.getSocketFactory().createSocket(plain, url.getHost(), BaseUrls.port(url), true)) {
        tls.startHandshake();
      }
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
    return seen.ends.orElseThrow(() -> new IOException("the server showed no certificate"));
  }

  /** Notes when the server's certificate ends, and trusts nobody with anything. */
  private static final class Seen extends X509ExtendedTrustManager {

    private Optional<Instant> ends = Optional.empty();

    private void see(X509Certificate[] chain) {
      ends = Optional.of(chain[0].getNotAfter().toInstant());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
      see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      see(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
