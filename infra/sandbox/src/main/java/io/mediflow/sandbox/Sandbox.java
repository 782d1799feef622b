package io.mediflow.sandbox;

import io.mediflow.sandbox.bulk.ExportFiles;
import io.mediflow.sandbox.bulk.Exports;
import io.mediflow.sandbox.control.Control;
import io.mediflow.sandbox.control.FaultFilter;
import io.mediflow.sandbox.control.Faults;
import io.mediflow.sandbox.control.FrontDesk;
import io.mediflow.sandbox.control.Settings;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.desk.Writes;
import io.mediflow.sandbox.fault.EndingCertificate;
import io.mediflow.sandbox.fault.FaultPlayer;
import io.mediflow.sandbox.fault.ScriptControl;
import io.mediflow.sandbox.fault.ScriptFilter;
import io.mediflow.sandbox.fhir.FhirServer;
import io.mediflow.sandbox.fhir.Served;
import io.mediflow.sandbox.fhir.Wire;
import io.mediflow.sandbox.manner.LimitFilter;
import io.mediflow.sandbox.manner.Manner;
import io.mediflow.sandbox.manner.Manners;
import io.mediflow.sandbox.manner.TenantFilter;
import io.mediflow.sandbox.push.Notifications;
import io.mediflow.sandbox.push.SubscriptionServlet;
import io.mediflow.sandbox.push.Subscriptions;
import io.mediflow.sandbox.rest.RestServer;
import io.mediflow.sandbox.seed.Seed;
import io.mediflow.sandbox.smart.Assertions;
import io.mediflow.sandbox.smart.Clients;
import io.mediflow.sandbox.smart.SmartConfiguration;
import io.mediflow.sandbox.smart.TokenEndpoint;
import io.mediflow.sandbox.smart.TokenPace;
import io.mediflow.sandbox.smart.Tokens;
import io.mediflow.sandbox.store.Store;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A simulated EHR on a port of this machine: FHIR at {@code /fhir}, tokens at {@code /oauth/token}, switches at {@code /_control};
 * EHRs with other manners over the same practice at {@code /NAME/fhir}.
 */
public final class Sandbox implements AutoCloseable {
  private final Server server;
  private final Store store;
  private final Notifications notifications;
  private final Subscriptions subscriptions;
  private final Faults faults;
  private final FaultPlayer script;
  private final Stats stats;
  private final Clients clients;
  private final Wire wire;
  private final Writes writes;
  private final ServletContextHandler context;
  private final URI base;
  private final Exports exports;
  private final ExportFiles files;

  private Sandbox(Options options, ServerConnector connector, FaultPlayer script, Stats stats) {
    this.script = script;
    this.stats = stats;
    server = connector.getServer();
    base = URI.create((options.tls().isPresent() ? "https" : "http") + "://127.0.0.1:" + connector.getLocalPort());
    store = new Store(options.clock(), options.data().map(Sandbox::journal));
    if (options.seedData() && store.isEmpty()) {
      store.commitAsPast(Seed.on(LocalDate.now(options.clock().withZone(options.zone())), options.zone()));
    }
    faults = new Faults(stats);
    notifications = new Notifications(store, stats, script, options.timeScale());
    wire = new Wire();
    subscriptions = new Subscriptions(notifications, options.clock());
    writes = new Writes(store, wire, version -> {
      notifications.changed(version);
      subscriptions.changed(version);
    });
    Settings settings = new Settings(options.requireIfMatch());
    clients = new Clients(store);
    options.clients().forEach(clients::register);
    Tokens tokens = new Tokens(store, options.clock(), options.tokenLife());

    context = new ServletContextHandler();
    filter("/*", new FaultFilter(faults, stats));
    filter("/*", new ScriptFilter(script, tokens, stats, options.clock()));
    endpoint("", options, settings, tokens, Optional.empty());
    Manners.bundled().forEach(manner -> manner(manner, options, tokens));
    exports = new Exports(store, tokens, stats, options.clock(), base);
    files = new ExportFiles(exports);
    for (String path : new String[] {"/fhir/$export", "/fhir/Patient/$export", "/fhir/Group/*", "/fhir/bulk/*"}) {
      add(path, exports, true);
    }
    add("/fhir/Subscription/*", new SubscriptionServlet(subscriptions, tokens), true);
    add("/store/*", files, true);
    add("/_control/fhir/*", new FrontDesk(store, writes, stats), true);
    add("/_control/faults", new ScriptControl(script), true);
    add("/_control/*", new Control(faults, stats, notifications, clients, tokens, settings), true);
    server.setHandler(context);
  }

  /** One more EHR over the same practice, at a base of its own. */
  private void manner(Manner manner, Options options, Tokens tokens) {
    String at = "/" + manner.name();
    manner.limit().ifPresent(limit -> filter(at + "/*", new LimitFilter(limit, stats, options.clock())));
    manner.tenant().ifPresent(tenant -> filter(at + "/fhir/*", new TenantFilter(tenant)));
    endpoint(at, options, new Settings(manner.ifMatch()), tokens, Optional.of(manner));
    manner.rest().ifPresent(rest -> {
      add(at + "/" + rest.at() + "/*", new RestServer(store, options.clock(), tokens, stats, rest.practice(), options.zone(), rest.stamps()), false);
      add(rest.token(), tokenEndpoint(base + rest.token(), options, tokens, Optional.of(manner)), false);
    });
  }

  /** FHIR and tokens; with a manner only once they are asked for, since few ask and each takes its time. */
  private void endpoint(String at, Options options, Settings settings, Tokens tokens, Optional<Manner> manner) {
    String tokenEndpoint = base + at + "/oauth/token";
    Served served = new Served(store, wire, writes, settings, faults, stats, options.zone(), manner);
    add(at + "/fhir/*", new FhirServer(served, tokens, stats), manner.isEmpty());
    add(at + "/fhir/.well-known/smart-configuration", new SmartConfiguration(tokenEndpoint), manner.isEmpty());
    add(at + "/oauth/token", tokenEndpoint(tokenEndpoint, options, tokens, manner), manner.isEmpty());
  }

  private TokenEndpoint tokenEndpoint(String url, Options options, Tokens tokens, Optional<Manner> manner) {
    return new TokenEndpoint(new Assertions(clients, options.clock(), url, manner.flatMap(Manner::keySets)), tokens, stats,
        new TokenPace(manner.flatMap(Manner::tokensPerMinute), options.clock()), manner.map(Manner::tokenLife));
  }

  private void filter(String path, HttpFilter filter) {
    context.addFilter(new FilterHolder(filter), path, EnumSet.of(DispatcherType.REQUEST));
  }

  private void add(String path, HttpServlet servlet, boolean atOnce) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setInitOrder(atOnce ? 0 : -1);
    context.addServlet(holder, path);
  }

  /**
   * Starts a sandbox; it answers when this returns.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong and what to do: port taken, data damaged
   */
  public static Sandbox start(Options options) {
    QueuedThreadPool threads = new QueuedThreadPool(32, 4);
    threads.setDaemon(true);
    threads.setName("sandbox");
    Server server = new Server(threads);
    Stats stats = new Stats();
    FaultPlayer script = new FaultPlayer(options.clock(), options.tls().isPresent());
    options.faults().ifPresent(script::play);
    ServerConnector connector = options.tls().map(keys -> tls(server, new EndingCertificate(keys, script, stats)))
        .orElseGet(() -> new ServerConnector(server, 1, 1));
    connector.setHost("127.0.0.1");
    connector.setPort(options.port());
    server.addConnector(connector);
    open(connector, options.port());
    try {
      Sandbox sandbox = new Sandbox(options, connector, script, stats);
      server.start();
      return sandbox;
    } catch (RuntimeException e) {
      connector.close();
      throw e;
    } catch (Exception e) {
      connector.close();
      throw new IllegalStateException("The sandbox does not start", e);
    }
  }

  /** Each call has a connection of its own, so that what the script says of the certificate holds from the next call on. */
  private static ServerConnector tls(Server server, EndingCertificate certificate) {
    HttpConfiguration settings = new HttpConfiguration();
    settings.setPersistentConnectionsEnabled(false);
    settings.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(server, 1, 1, new SslConnectionFactory(certificate, "http/1.1"), new HttpConnectionFactory(settings));
  }

  /** The port is ours from here on, and its number known, before anything else is made. */
  private static void open(ServerConnector connector, int port) {
    try {
      connector.open();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Port " + port + " of 127.0.0.1 cannot be opened (" + e.getMessage() + "). Name another one, or 0 for a free one.");
    }
  }

  private static Path journal(Path folder) {
    try {
      Files.createDirectories(folder);
      return folder.resolve("journal.ndjson");
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder " + folder + " cannot be made", e);
    }
  }

  /** {@code http://127.0.0.1:PORT}, or {@code https}. */
  public URI base() {
    return base;
  }

  /** The FHIR base URL, without a slash at the end. */
  public URI fhir() {
    return URI.create(base + "/fhir");
  }

  /** The FHIR base URL of the EHR with one of the manners that {@code manners/index} names. */
  public URI fhir(String manner) {
    return URI.create(base + "/" + manner + "/fhir");
  }

  /** The base URL of the REST interface that the EHR with this manner has beside FHIR. */
  public URI rest(String manner) {
    Manner.Rest rest = Manners.bundled().stream().filter(one -> one.name().equals(manner)).findFirst().flatMap(Manner::rest).orElseThrow();
    return URI.create(base + "/" + manner + "/" + rest.at() + "/" + rest.practice());
  }

  public URI tokenEndpoint() {
    return URI.create(base + "/oauth/token");
  }

  /** What goes wrong on purpose. */
  public Faults faults() {
    return faults;
  }

  /** Plays a script of faults. */
  public FaultPlayer script() {
    return script;
  }

  public Exports exports() {
    return exports;
  }

  /** Where the exports' files lie. */
  public ExportFiles files() {
    return files;
  }

  public Stats stats() {
    return stats;
  }

  public Notifications notifications() {
    return notifications;
  }

  /** Those that clients made. */
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  public Clients clients() {
    return clients;
  }

  /** What the EHR holds, as it is, without a token. */
  public Store store() {
    return store;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The sandbox does not stop", e);
    } finally {
      notifications.close();
      store.close();
    }
  }

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(CommandLine.run(args));
  }
}
