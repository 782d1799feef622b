package io.mediflow.testkit.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.BulkEhr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An EHR that exports what a test gives it: a job is ready after as many looks as the test says. */
public final class MemoryBulk implements BulkEhr {

  private final List<Wanted> asked = new ArrayList<>();
  private final List<URI> ended = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final Map<URI, Integer> running = new LinkedHashMap<>();
  private final Map<URI, List<Line>> files = new LinkedHashMap<>();
  private final List<File> manifest = new ArrayList<>();
  private final Deque<EhrFailure> failures = new ArrayDeque<>();
  private Optional<Instant> transaction = Optional.empty();
  private Optional<EhrFailure> fileFailure = Optional.empty();
  private int looks = 1;

  /** How many looks find a job running, and what time its files are of. */
  public void ready(int after, Instant time) {
    looks = after;
    transaction = Optional.of(time);
  }

  /** One more file of all exports from now on. */
  public URI file(Holds holds, Line... lines) {
    return file(holds, lines.length, lines);
  }

  /** As {@link #file(Holds, Line...)}, by an EHR that counts otherwise. */
  public URI file(Holds holds, long count, Line... lines) {
    URI url = URI.create("https://ehr.example/file/" + files.size());
    files.put(url, new ArrayList<>(List.of(lines)));
    manifest.add(new File(holds, url, true, Optional.of(count)));
    return url;
  }

  public static Line resource(String type, String id) {
    String body = "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"}";
    return new Line.Resource(new EhrPage.Entry(type, id, Optional.empty(), body.getBytes(StandardCharsets.UTF_8)));
  }

  /** What the next file fails with. */
  public void failFile(EhrFailure failure) {
    fileFailure = Optional.of(failure);
  }

  /** What the next call but of a file fails with. */
  public void failNext(EhrFailure failure) {
    failures.add(failure);
  }

  /** As an EHR does that has thrown a job away. */
  public void forget() {
    running.clear();
  }

  public List<Wanted> asked() {
    return List.copyOf(asked);
  }

  public List<URI> ended() {
    return List.copyOf(ended);
  }

  /** From where files were read. */
  public List<Place> places() {
    return List.copyOf(places);
  }

  @Override
  public EhrResult<URI> start(Access access, Wanted wanted) {
    asked.add(wanted);
    if (!failures.isEmpty()) {
      return new EhrResult.Failed<>(failures.poll());
    }
    if (wanted.alone() && !running.isEmpty()) {
      return new EhrResult.Failed<>(new EhrFailure(Kind.CONFLICT, 429, List.of(), Optional.empty()));
    }
    URI job = URI.create("https://ehr.example/job/" + asked.size());
    running.put(job, looks);
    return new EhrResult.Done<>(job);
  }

  @Override
  public EhrResult<Job> look(Access access, URI job) {
    if (!failures.isEmpty()) {
      return new EhrResult.Failed<>(failures.poll());
    }
    if (!running.containsKey(job)) {
      return new EhrResult.Failed<>(EhrFailure.of(Kind.NOT_FOUND));
    }
    int left = running.merge(job, -1, Integer::sum);
    return new EhrResult.Done<>(left >= 0
        ? new Job.Running(Optional.of(100 - 10 * left), Optional.empty())
        : new Job.Ready(transaction, manifest));
  }

  @Override
  public EhrResult<Boolean> read(Access access, File file, Place from, Lines lines) {
    places.add(from);
    if (fileFailure.isPresent()) {
      EhrFailure failure = fileFailure.get();
      fileFailure = Optional.empty();
      return new EhrResult.Failed<>(failure);
    }
    List<Line> all = files.get(file.url());
    for (int at = Math.toIntExact(from.bytes()); at < all.size(); at++) { // a byte to each line
      if (!lines.take(all.get(at), new Place(at + 1, true))) {
        return new EhrResult.Done<>(false);
      }
    }
    return new EhrResult.Done<>(true);
  }

  @Override
  public EhrResult<Boolean> end(Access access, URI job) {
    ended.add(job);
    running.remove(job);
    return new EhrResult.Done<>(true);
  }
}
