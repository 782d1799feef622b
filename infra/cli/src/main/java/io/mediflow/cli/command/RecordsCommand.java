package io.mediflow.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what records hold, as their published schemas say it. */
@Command(
    name = "records",
    description = {
      "Prints the fields of records of TYPE, or of all records, with what each holds and means.",
      "With --schema it prints the JSON Schema (2020-12) of a record's fields."
    },
    footer = {
      "", "Examples:", "  mediflow records", "  mediflow records appointment", "  mediflow records --schema patient"
    })
public final class RecordsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--schema", description = "print the JSON Schema instead; name a TYPE")
  private boolean schema;

  @Parameters(paramLabel = "TYPE", arity = "0..1", description = "the record, for example patient")
  private String type;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (schema) {
      if (type == null) {
        throw new Failure(ExitCode.USAGE, "Say whose schema you want; there are " + RecordType.labels() + ".");
      }
      out.print(text(type(type)));
      out.flush();
      return ExitCode.DONE;
    }
    for (RecordType one : type == null ? List.of(RecordType.values()) : List.of(type(type))) {
      print(one, out);
    }
    return ExitCode.DONE;
  }

  static RecordType type(String label) {
    try {
      return RecordType.of(label);
    } catch (IllegalArgumentException unknown) {
      throw new Failure(ExitCode.USAGE, "There is no record type " + label + "; there are " + RecordType.labels() + ".");
    }
  }

  private static void print(RecordType type, PrintWriter out) {
    JsonNode schema;
    try {
      schema = new ObjectMapper().readTree(text(type));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    out.println(type.label() + ": " + schema.path("description").asText());
    fields(schema, schema, out);
    schema.path("$defs").forEach(one -> {
      if (one.has("properties")) {
        out.println(one.path("title").asText() + ": " + one.path("description").asText());
        fields(one, schema, out);
      }
    });
  }

  private static void fields(JsonNode object, JsonNode schema, PrintWriter out) {
    object.path("properties").properties().forEach(field -> out.printf(
        "  %-22s %-28s %s%n", field.getKey(), holds(field.getValue(), schema), field.getValue().path("description").asText()));
    out.println();
  }

  private static String holds(JsonNode property, JsonNode schema) {
    if (property.has("$ref")) {
      return schema.at(property.path("$ref").asText().substring(1)).path("title").asText();
    }
    return switch (property.path("type").asText()) {
      case "array" -> "list of " + holds(property.path("items"), schema);
      case "boolean" -> "flag";
      case "integer" -> "whole number";
      case "object" -> "own fields";
      default -> "text";
    };
  }

  private static String text(RecordType type) {
    try (InputStream stream = RecordType.class.getResourceAsStream("/schemas/v1/" + type.label() + ".schema.json")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
