package io.mediflow.embedded;

import java.lang.reflect.Field;
import java.net.BindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.CommandLineInput;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** DynamoDB Local over HTTP, on the loopback interface only. */
final class TableServer implements AutoCloseable {

  /** Held, so that its filter stays: what is wrong with the file comes back to the caller, who says it in a sentence. */
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  static {
    SQLITE.setFilter(record -> false); // it sets its level itself
    // It logs through Log4j's API, which says on the console that it has no provider unless it is told so.
    if (System.getProperty("log4j2.loggerContextFactory") == null) {
      System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
      System.setProperty("org.apache.logging.log4j.simplelog.level", "FATAL");
    }
  }

  private final DynamoDBProxyServer server;
  private final URI endpoint;

  private TableServer(DynamoDBProxyServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * @param folder where its file lies, or null for memory
   * @param port   0 for a free one
   */
  static TableServer start(DataFolder folder, int port) {
    List<String> arguments = new ArrayList<>(List.of("-port", "8000", "-sharedDb", "-disableTelemetry"));
    if (folder == null) {
      arguments.add("-inMemory");
    } else {
      arguments.addAll(List.of("-dbPath", folder.path("").toString()));
    }
    try {
      CommandLineInput input = new CommandLineInput(arguments.toArray(String[]::new));
      input.init();
      DynamoDBProxyServer server = ServerRunner.createServer(input); // createServerFromCommandLineArgs would print a wrong port
      // It has no host option and would listen on every interface.
      Field field = DynamoDBProxyServer.class.getDeclaredField("server");
      field.setAccessible(true);
      ServerConnector connector = (ServerConnector) ((Server) field.get(server)).getConnectors()[0];
      connector.setHost("127.0.0.1");
      connector.setPort(port);
      server.start();
      return new TableServer(server, URI.create("http://127.0.0.1:" + connector.getLocalPort()));
    } catch (Exception failed) {
      if (Causes.has(failed, BindException.class)) {
        throw Causes.portTaken(port, failed);
      }
      throw folder == null ? new EmbeddedFailure("DynamoDB Local did not start.", failed) : folder.broken("tables", failed);
    }
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception late) {
      throw new EmbeddedFailure("DynamoDB Local did not stop.", late);
    }
  }
}
