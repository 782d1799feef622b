package io.mediflow.embedded;

import com.typesafe.config.ConfigFactory;
import java.net.BindException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder$;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.collection.immutable.List$;
import scalikejdbc.ConnectionPool$;

/**
 * ElasticMQ over HTTP, on the loopback interface only; with a folder every acknowledged message outlives a killed process. A JVM
 * can have one with a folder at a time.
 */
final class QueueServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ActorSystem system;
  private final SQSRestServer server;
  private final URI endpoint;

  private QueueServer(ActorSystem system, SQSRestServer server, URI endpoint) {
    this.system = system;
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * @param folder where its file lies, or null for memory
   * @param port   0 for a free one
   */
  static QueueServer start(DataFolder folder, int port) {
    ClassLoader loader = QueueServer.class.getClassLoader();
    ActorSystem system = ActorSystem.create("queues", ConfigFactory.load(loader), loader);
    try {
      ActorRef persistence = folder == null ? null : persistence(system, folder);
      ActorRef manager = system.actorOf(Props.create(QueueManagerActor.class,
          () -> new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, Option.apply(persistence))));
      TheSQSRestServerBuilder builder = SQSRestServerBuilder$.MODULE$
          .withActorSystem(system)
          .withQueueManagerActor(manager)
          .withInterface("127.0.0.1");
      builder = port == 0 ? builder.withDynamicPort() : builder.withPort(port);
      if (persistence != null) {
        restore(persistence, manager, folder);
        builder = builder.withQueueEventListener(persistence);
      }
      SQSRestServer server = builder.start();
      int bound = server.waitUntilStarted().localAddress().getPort();
      return new QueueServer(system, server, URI.create("http://127.0.0.1:" + bound));
    } catch (Exception failed) {
      system.terminate();
      if (failed instanceof EmbeddedFailure told) {
        throw told;
      }
      if (Causes.has(failed, BindException.class)) {
        throw Causes.portTaken(port, failed);
      }
      throw new EmbeddedFailure("The embedded queues did not start.", failed);
    }
  }

  URI endpoint() {
    return endpoint;
  }

  private static ActorRef persistence(ActorSystem system, DataFolder folder) {
    // Without WRITE_DELAY=0 the last acknowledged messages are lost when the process is killed.
    String url = "jdbc:h2:" + folder.path("queues").toAbsolutePath() + ";WRITE_DELAY=0";
    try (Connection database = DriverManager.getConnection(url)) { // the actor would only log what is wrong with the file
      showMessagesInFlight(database);
    } catch (SQLException broken) {
      throw folder.broken("queues", broken);
    }
    // ElasticMQ sets its pool up once in a JVM, for the first file that it sees: a second start needs its own.
    ConnectionPool$ pools = ConnectionPool$.MODULE$;
    var settings = pools.singleton$default$4();
    pools.singleton(url, "", "", settings, pools.singleton$default$5(url, "", "", settings));
    SqlQueuePersistenceConfig config = new SqlQueuePersistenceConfig(true, "org.h2.Driver", url, "", "", false);
    return system.actorOf(Props.create(SqlQueuePersistenceActor.class,
        () -> new SqlQueuePersistenceActor(config, List$.MODULE$.empty())));
  }

  /** The folder is locked, so whoever had taken a message is gone: nobody needs to wait for its visibility timeout. */
  private static void showMessagesInFlight(Connection database) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery(
            "select table_name from information_schema.columns where lower(column_name) = 'next_delivery'")) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    for (String table : tables) {
      try (PreparedStatement update = database.prepareStatement(
          "update \"" + table.replace("\"", "\"\"") + "\" set next_delivery = ? where next_delivery > ?")) {
        long now = System.currentTimeMillis();
        update.setLong(1, now);
        update.setLong(2, now);
        update.executeUpdate();
      }
    }
  }

  private static void restore(ActorRef persistence, ActorRef manager, DataFolder folder) {
    try {
      Object answer = Patterns.ask(persistence, new QueueEvent.Restore(manager), PATIENCE)
          .toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (answer instanceof scala.util.Either<?, ?> either && either.isLeft()) {
        throw folder.broken("queues", null);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw folder.broken("queues", stopped);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException broken) {
      throw folder.broken("queues", broken);
    }
  }

  @Override
  public void close() {
    server.stopAndWait();
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
      throw new EmbeddedFailure("The embedded queues did not stop.", late);
    } finally {
      ConnectionPool$.MODULE$.closeAll(); // the persistence actor leaves its pool, and so the file, open
    }
  }
}
