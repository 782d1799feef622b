package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.model.connection.Connection;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.doc.CsvRenderer;
import io.mediflow.packages.doc.HtmlRenderer;
import io.mediflow.packages.doc.MappingDocument;
import io.mediflow.packages.doc.MarkdownRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the mapping document of a package, or of a practice. */
@Command(
    name = "mapping-doc",
    description = {
      "Prints how PACKAGE maps: product, interfaces, limits, each row of each table.",
      "A row says where a value stands, how it is converted, what happens when it is absent or unknown. Code maps and what",
      "can be written stand in it too. It is made from what runs. With a practice's overlay its own rows and its local",
      "build stand in it too, marked as such."
    },
    footer = {
      "", "Examples:", "  mediflow mapping-doc smart-r4",
      "  mediflow mapping-doc smart-r4 --overlay lakeside-overlay.yaml --format html --output lakeside.html",
      "  mediflow mapping-doc --connection lakeside --format csv"
    })
public final class MappingDocCommand implements Callable<Integer> {

  /** The ways in which the document is written. */
  enum Form {
    HTML,
    MD,
    CSV
  }

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Parameters(paramLabel = "PACKAGE", arity = "0..1",
      description = "NAME, NAME@VERSION, or a package's folder; needed without --connection")
  private String named;

  @Option(names = "--major", paramLabel = "N", description = "this major version of the package (default: the newest)")
  private Integer major;

  @Option(names = "--connection", paramLabel = "ID",
      description = "of this practice: its package, the interfaces it uses, its overlay (needs mediflow up)")
  private String connection;

  @Option(names = "--overlay", paramLabel = "FILE", description = "with the practice's own rows and local build in this file")
  private Path overlay;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "md",
      description = "html, md or csv (default: ${DEFAULT-VALUE})")
  private Form form;

  @Option(names = "--output", paramLabel = "FILE", description = "write it there instead of printing it")
  private Path output;

  @Override
  public Integer call() {
    MappingDocument document = connection == null ? given() : ofConnection();
    String text = switch (form) {
      case HTML -> HtmlRenderer.render(document);
      case MD -> MarkdownRenderer.render(document);
      case CSV -> CsvRenderer.render(document);
    };
    if (output == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    } else {
      write(text);
    }
    return ExitCode.DONE;
  }

  private MappingDocument given() {
    if (named == null) {
      throw new Failure(ExitCode.USAGE, "Say whose mapping you want: PACKAGE, or --connection ID.");
    }
    PackageArgument argument = PackageArgument.find(major == null ? named : named + "@" + major);
    return MappingDocument.of(argument.ehr(), overlay == null ? Overlay.NONE : MapCommand.overlay(overlay), argument.examples());
  }

  private MappingDocument ofConnection() {
    try (OpenPractice practice = OpenPractice.of(data, connection)) {
      Connection own = practice.connection();
      if (named != null && !named.equals(own.packageName()) || major != null && major != own.packageMajor()) {
        throw new Failure(ExitCode.USAGE, "The connection " + connection + " uses the package " + own.packageName() + "@"
            + own.packageMajor() + "; leave PACKAGE and --major out.");
      }
      PackageArgument argument = PackageArgument.find(own.packageName() + "@" + own.packageMajor());
      Overlay laid = overlay == null ? practice.overlay() : MapCommand.overlay(overlay);
      return MappingDocument.of(argument.ehr().through(practice.interfaces()), laid, argument.examples());
    }
  }

  private void write(String text) {
    try {
      Files.writeString(output, text);
      spec.commandLine().getErr().println("Written to " + output + ".");
    } catch (IOException unwritable) {
      throw new Failure(output + " cannot be written: is its folder there, and may you write to it?");
    }
  }
}
