package io.mediflow.bench.mapping;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * LinuxForHealth's converter (https://github.com/LinuxForHealth/hl7v2-fhir-converter) with the libraries that it was released
 * with, apart from ours: they share only the Java platform.
 */
final class Peer {

  /** System property: the folder with its jars, which {@code infra/bench/peer} fills. */
  static final String FOLDER = "mediflow.bench.peer";

  private static final String CONVERTER = "io.github.linuxforhealth.hl7.HL7ToFHIRConverter";

  private final ClassLoader loader;
  private final MethodHandle convert;

  private Peer(ClassLoader loader, MethodHandle convert) {
    this.loader = loader;
    this.convert = convert;
  }

  static Peer open() {
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty(FOLDER)))) {
      ClassLoader loader = new URLClassLoader(jars.map(Peer::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
      return within(loader, () -> {
        Class<?> type = loader.loadClass(CONVERTER);
        return new Peer(loader, MethodHandles.publicLookup()
            .findVirtual(type, "convert", MethodType.methodType(String.class, String.class))
            .bindTo(type.getConstructor().newInstance()));
      });
    } catch (IOException missing) {
      throw new IllegalStateException("the other converter cannot be loaded; build infra/bench/peer", missing);
    }
  }

  /** A FHIR Bundle as JSON. */
  String convert(String message) {
    return within(loader, () -> (String) convert.invoke(message));
  }

  /** Resources made of a message; 0 when it is refused. */
  long resources(String message) {
    try {
      return convert(message).split("\"resource\"\\s*:", -1).length - 1L;
    } catch (RuntimeException refused) {
      return 0;
    }
  }

  private interface Work<T> {
    T run() throws Throwable;
  }

  /** It looks for its templates and services in the thread's class loader, which ours must not find. */
  private static <T> T within(ClassLoader loader, Work<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.run();
    } catch (RuntimeException | Error refused) {
      throw refused;
    } catch (Throwable checked) {
      throw new IllegalStateException("the other converter does not run; build infra/bench/peer", checked);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
