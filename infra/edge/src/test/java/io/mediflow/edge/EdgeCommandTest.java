package io.mediflow.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EdgeCommandTest {

  @TempDir private Path folder;
  private Path secret;

  @BeforeEach
  void secret() throws Exception {
    secret = Files.writeString(folder.resolve("secret"), Hook.SECRET + "\n");
  }

  @ParameterizedTest
  @CsvSource({
      "--to, http://mediflow.example/hooks/a/feed, must begin with https",
      "--to, ftp://127.0.0.1/hooks/a/feed, must begin with https",
      "--to, https://u:p@mediflow.example/hooks/a/feed, must be an address alone",
      "--to, https://mediflow.example/hooks/a/feed?secret=x, must be an address alone",
      "--to, not an address, must be an address like",
      "--listen, 2575, must be HOST:PORT",
      "--listen, 127.0.0.1:99999, must be HOST:PORT",
      "--most-queued, 0, must be 1 or more",
      "--most-bytes, 2000000000, must be 10485760 or less",
      "--idle-seconds, 0, must be 1 or more",
      "--status-port, 70000, must be 0 to 65535",
      "--secret-header, a b, must be letters",
      "--secret-header, Content-Length, No request can be made",
      "--secret-file, none, cannot be read",
      "--secret, x, Unknown option",
      "--listen-ca, x, add --listen-tls",
      "--send-ca, x, add --send-tls",
      "--tls-keystore, x, is used by --listen-tls and --send-tls only",
  })
  void wrongValuesAreSaidInASentence(String option, String value, String sentence) {
    String said = run(2, option, value);
    assertTrue(said.contains(sentence), said);
    assertFalse(Files.exists(folder.resolve("queue")));
  }

  @Test
  void anEmptySecretIsNone() throws Exception {
    Files.writeString(secret, " \n");
    assertTrue(run(2).contains("not empty"));
  }

  @Test
  void whatKeepsItFromStartingIsSaidInASentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String said = run(1, "--listen", "127.0.0.1:" + taken.getLocalPort());
      assertTrue(said.contains("cannot listen on 127.0.0.1:" + taken.getLocalPort()), said);
    }
    try (Agent agent = Agent.start(folder.resolve("queue"), java.net.URI.create("http://127.0.0.1:1/hooks/lakeside/feed"))) {
      assertTrue(run(1).contains("Another agent works in"));
      assertEquals(0, agent.edge().queued());
    }
    Files.writeString(folder.resolve("file"), "no folder");
    assertTrue(run(1, "--folder", folder.resolve("file").toString()).contains("cannot be used"));
  }

  @Test
  void whatTlsLacksIsSaidInASentence() throws Exception {
    String keys = Certificate.of(folder, "agent", "dns:localhost").identity().file().toString();
    String password = Files.writeString(folder.resolve("password"), Certificate.PASSWORD + "\n").toString();
    String none = Files.writeString(folder.resolve("none"), "no certificate").toString();
    assertTrue(run(2, "--listen-tls").contains("--listen-tls needs --tls-keystore"));
    assertTrue(run(2, "--send-tls").contains("--send-tls needs --send-to"));
    assertTrue(run(2, "--listen-tls", "--tls-keystore", keys).contains("password is missing"));
    assertTrue(run(2, "--listen-tls", "--tls-keystore", keys, "--tls-password-file", secret.toString())
        .contains("cannot be read as PKCS #12 with this password"));
    assertTrue(run(2, "--listen-tls", "--tls-keystore", none, "--tls-password-file", password).contains("cannot be read as PKCS #12"));
    assertTrue(run(2, "--listen-tls", "--listen-ca", none, "--tls-keystore", keys, "--tls-password-file", password)
        .contains("certificates as PEM"));
    assertFalse(Files.exists(folder.resolve("queue")));
  }

  @Test
  void theHelpNamesTheWayAndTheExitCodes() {
    String help = new CommandLine(new EdgeCommand()).getUsageMessage();
    assertTrue(help.contains("Example:") && help.contains("Exit codes:") && help.contains("MEDIFLOW_EDGE_SECRET"), help);
  }

  private String run(int code, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    for (List<String> usual : List.of(
        List.of("--to", "http://127.0.0.1:1/hooks/a/feed"), List.of("--secret-file", secret.toString()),
        List.of("--folder", folder.resolve("queue").toString()), List.of("--listen", "127.0.0.1:0"))) {
      if (!all.contains(usual.getFirst())) {
        all.addAll(usual);
      }
    }
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new EdgeCommand()).setErr(new PrintWriter(said));
    assertEquals(code, line.execute(all.toArray(String[]::new)), said::toString);
    return said.toString();
  }
}
