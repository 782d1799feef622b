package io.mediflow.packages;

/** A package or overlay that cannot be used: file, line, what is wrong and what to do, for the person who writes it. */
public final class PackageException extends RuntimeException {

  PackageException(String file, int line, String sentence) {
    super(line > 0 ? file + ":" + line + ": " + sentence : file + ": " + sentence);
  }
}
