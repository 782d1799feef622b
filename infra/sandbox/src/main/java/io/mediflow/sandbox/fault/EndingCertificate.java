package io.mediflow.sandbox.fault;

import io.mediflow.sandbox.control.Stats;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The server's end of TLS: with each handshake the script says whether its certificate has ended. */
public final class EndingCertificate extends SslContextFactory.Server {
  private final ServerKeys keys;
  private final FaultPlayer player;
  private final Stats stats;

  public EndingCertificate(ServerKeys keys, FaultPlayer player, Stats stats) {
    this.keys = keys;
    this.player = player;
    this.stats = stats;
    setSslContext(keys.good());
  }

  @Override
  public SSLEngine newSSLEngine() {
    boolean ended = player.befallingHandshake();
    if (ended) {
      stats.count(Stats.Event.FAULT);
    }
    SSLEngine engine = (ended ? keys.ended() : keys.good()).createSSLEngine();
    customize(engine);
    return engine;
  }

  @Override
  public SSLEngine newSSLEngine(String host, int port) {
    return newSSLEngine();
  }
}
