package io.mediflow.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.edge.mllp.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MLLP over TLS on both sides, with certificates as a practice would make them. */
class TlsTest {

  @TempDir private Path folder;
  private Certificate agents;
  private Certificate desks;

  @BeforeEach
  void certificates() throws Exception {
    agents = Certificate.of(folder, "agent", "dns:localhost,ip:127.0.0.1");
    desks = Certificate.of(folder, "desk", "dns:localhost,ip:127.0.0.1");
  }

  @Test
  void whoSpeaksTlsIsTakenAndWhoDoesNotStopsNobody() throws Exception {
    Tls tls = Tls.listening(agents.identity(), Optional.empty());
    try (Hook hook = Hook.start(0); Agent agent = Agent.secured(folder.resolve("queue"), hook.uri(), tls)) {
      agent.awaitSaid("senders must speak TLS; the agent's certificate ends " + tls.ends().orElseThrow());
      try (MllpSender plain = agent.connect();
          MllpSender secured = new MllpSender(agent.edge().port(), trusting(agents, Optional.empty()))) {
        plain.write(MllpSender.block(MllpSender.message("C1")));
        agent.awaitSaid("connection 1 did not come to TLS with the agent, and nothing of it was taken");
        assertEquals("AA|C2", secured.send(MllpSender.message("C2")));
      }
      assertThrows(IOException.class, () -> new MllpSender(agent.edge().port(), trusting(desks, Optional.empty()))
          .send(MllpSender.message("C3")), "a sender that does not know the certificate sends nothing");
      agent.awaitQueued(0);
      assertEquals(List.of("C2"), hook.taken().stream().map(MllpSender::controlId).toList());
    }
  }

  @Test
  void whereSendersMustProveWhoTheyAreOthersAreNotTaken() throws Exception {
    Tls tls = Tls.listening(agents.identity(), Optional.of(desks.pem()));
    try (Hook hook = Hook.start(0); Agent agent = Agent.secured(folder.resolve("queue"), hook.uri(), tls)) {
      for (Optional<Certificate> nobody : List.of(Optional.<Certificate>empty(), Optional.of(agents))) {
        assertThrows(IOException.class, () -> {
          try (MllpSender sender = new MllpSender(agent.edge().port(), trusting(agents, nobody))) {
            assertEquals("", sender.send(MllpSender.message("C1")), "no answer to a stranger");
            throw new IOException("ended");
          }
        });
      }
      try (MllpSender desk = new MllpSender(agent.edge().port(), trusting(agents, Optional.of(desks)))) {
        assertEquals("AA|C2", desk.send(MllpSender.message("C2")));
      }
      agent.awaitQueued(0);
      assertEquals(List.of("C2"), hook.taken().stream().map(MllpSender::controlId).toList());
    }
  }

  @Test
  void whatGoesOutGoesToTheSystemThatIsNamedOnly() throws Exception {
    Certificate others = Certificate.of(folder, "other", "dns:somewhere.invalid");
    assertEquals(List.of("C1"), sent(desks, desks));
    assertEquals(List.of(), sent(desks, agents), "a certificate that nobody vouches for");
    assertEquals(List.of(), sent(others, others), "a certificate of another host");
  }

  /** What a system with this certificate received, from an agent that believes in that one. */
  private List<String> sent(Certificate system, Certificate believed) throws Exception {
    Tls tls = Tls.sending(Optional.of(agents.identity()), Optional.of(believed.pem()));
    try (Hook hook = Hook.start(0); Receiver receiver = Receiver.start(0, serving(system))) {
      hook.outbox().put("C1");
      try (Agent agent = Agent.sending(Files.createTempDirectory(folder, "queue"), hook.uri(), receiver.port(), tls.sockets())) {
        Agent.await(() -> !receiver.ids().isEmpty() || agent.said().contains("the practice's system cannot be reached"), agent::said);
        if (!receiver.ids().isEmpty()) {
          hook.outbox().awaitSettled();
          assertEquals("accepted AA 1", hook.outbox().told(1));
        }
      }
      return receiver.ids();
    }
  }

  @Test
  void aKeystoreWithoutAKeyIsNotTaken() throws Exception {
    Path empty = folder.resolve("empty.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var out = Files.newOutputStream(empty)) {
      store.store(out, Certificate.PASSWORD.toCharArray());
    }
    Tls.Unusable unusable = assertThrows(Tls.Unusable.class,
        () -> Tls.listening(new Tls.Identity(empty, Certificate.PASSWORD), Optional.empty()));
    assertTrue(unusable.getMessage().contains("holds no private key"), unusable.getMessage());
  }

  private static SocketFactory trusting(Certificate other, Optional<Certificate> own) throws Exception {
    return Tls.sending(own.map(Certificate::identity), Optional.of(other.pem())).sockets();
  }

  private static ServerSocketFactory serving(Certificate own) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(own.identity().file())) {
      store.load(in, Certificate.PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, Certificate.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }
}
