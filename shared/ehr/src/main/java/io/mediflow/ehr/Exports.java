package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.ehr.Reply.Answered;
import io.mediflow.model.ehr.BulkEhr.File;
import io.mediflow.model.ehr.BulkEhr.Holds;
import io.mediflow.model.ehr.BulkEhr.Job;
import io.mediflow.model.ehr.BulkEhr.Line;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what an EHR says of an export, and the lines of its files. */
final class Exports {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})(?:\\.\\d+)? ?%");

  private final Answers answers;
  private final Trees trees;
  private final Clock clock;

  Exports(Answers answers, ObjectMapper mapper, Clock clock) {
    this.answers = answers;
    this.trees = new Trees(mapper);
    this.clock = clock;
  }

  /** @param alone whether a 429 is about our own other job, and not about our calls */
  EhrResult<URI> started(Reply reply, URI origin, boolean alone) {
    if (alone && reply instanceof Answered answer && answer.status() == 429) {
      return failed(new EhrFailure(Kind.CONFLICT, 429, List.of(), HttpTimes.retryAfter(answer, clock.instant())));
    }
    return answers.onSuccess(reply, answer -> at(answer, answer.header("Content-Location").orElse(""))
        .filter(job -> BaseUrls.sameOrigin(origin, job)) // our token goes there
        .<EhrResult<URI>>map(EhrResult.Done::new)
        .orElseGet(() -> malformed(answer)));
  }

  EhrResult<Job> job(Reply reply) {
    if (reply instanceof Answered answer && answer.status() == 429) {
      Optional<Instant> again = HttpTimes.retryAfter(answer, clock.instant());
      if (again.isPresent()) { // we look too often, and nothing else is held back for it
        return new EhrResult.Done<>(new Job.Running(Optional.empty(), again));
      }
    }
    return answers.onSuccess(reply, answer -> answer.status() == 202
        ? new EhrResult.Done<>(new Job.Running(percent(answer), HttpTimes.retryAfter(answer, clock.instant())))
        : trees.object(answer.body()).flatMap(tree -> ready(answer, tree))
            .<EhrResult<Job>>map(EhrResult.Done::new)
            .orElseGet(() -> malformed(answer)));
  }

  EhrResult<Boolean> ended(Reply reply) {
    if (reply instanceof Answered answer && (answer.status() == 404 || answer.status() == 410)) {
      return new EhrResult.Done<>(true);
    }
    return answers.onSuccess(reply, answer -> new EhrResult.Done<>(true));
  }

  /** Of a file that was not opened. */
  <T> EhrResult<T> refused(Reply reply) {
    return answers.onSuccess(reply, Exports::malformed);
  }

  /** @return empty for a line that says nothing */
  Optional<Line> line(Holds holds, Optional<byte[]> bytes) {
    if (bytes.isEmpty()) {
      return Optional.of(new Line.Refused());
    }
    if (new String(bytes.get(), StandardCharsets.ISO_8859_1).isBlank()) {
      return Optional.empty();
    }
    Optional<JsonNode> tree = trees.object(bytes.get());
    boolean outcome = tree.filter(Issues::isOutcome).isPresent();
    return switch (holds) {
      case RESOURCES -> outcome ? refusal(tree.get()) : Optional.of(new Line.Resource(Answers.entry(tree, bytes.get())));
      case DELETIONS -> Optional.of(tree.map(Exports::deleted).filter(all -> !all.isEmpty()).<Line>map(Line.Deleted::new)
          .orElseGet(Line.Refused::new));
      case REFUSALS -> tree.isPresent() ? refusal(tree.get()) : Optional.of(new Line.Refused());
    };
  }

  private static Optional<Line> refusal(JsonNode outcome) {
    return Issues.tellsAnError(outcome) ? Optional.of(new Line.Refused()) : Optional.empty();
  }

  /** A line is a Bundle of requests, each of which deletes one. */
  private static List<String> deleted(JsonNode bundle) {
    List<String> references = new ArrayList<>();
    bundle.path("entry").forEach(entry -> {
      String url = entry.at("/request/url").asText();
      if (entry.at("/request/method").asText().equals("DELETE") && url.matches("[A-Za-z]{1,40}/[^/?#]{1,1000}")) {
        references.add(url);
      }
    });
    return references;
  }

  private Optional<Job> ready(Answered answer, JsonNode manifest) {
    boolean token = manifest.path("requiresAccessToken").asBoolean();
    List<File> files = new ArrayList<>();
    boolean well = manifest.path("output").isArray()
        && add(answer, manifest.path("output"), Holds.RESOURCES, token, files)
        && add(answer, manifest.path("deleted"), Holds.DELETIONS, token, files)
        && add(answer, manifest.path("error"), Holds.REFUSALS, token, files);
    return well ? Optional.of(new Job.Ready(time(manifest.path("transactionTime").asText()), files)) : Optional.empty();
  }

  private static boolean add(Answered answer, JsonNode list, Holds holds, boolean token, List<File> files) {
    for (JsonNode one : list) {
      Optional<URI> url = at(answer, one.path("url").asText());
      if (url.isEmpty()) {
        return false;
      }
      files.add(new File(holds, url.get(), token, one.path("count").isIntegralNumber()
          ? Optional.of(one.path("count").asLong()) : Optional.empty()));
    }
    return true;
  }

  private static Optional<URI> at(Answered answer, String url) {
    try {
      return Optional.of(url.strip()).filter(text -> !text.isEmpty()).map(answer.url()::resolve);
    } catch (IllegalArgumentException notAUrl) {
      return Optional.empty();
    }
  }

  /** The header is free text; only a number is taken from it. */
  private static Optional<Integer> percent(Answered answer) {
    return answer.header("X-Progress").map(PERCENT::matcher).filter(found -> found.find())
        .map(found -> Math.min(100, Integer.parseInt(found.group(1))));
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static <T> EhrResult<T> malformed(Answered answer) {
    return failed(new EhrFailure(Kind.MALFORMED, answer.status(), List.of(), Optional.empty()));
  }

  private static <T> EhrResult<T> failed(EhrFailure failure) {
    return new EhrResult.Failed<>(failure);
  }
}
