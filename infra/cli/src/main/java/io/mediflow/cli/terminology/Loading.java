package io.mediflow.cli.terminology;

import io.mediflow.cli.Failure;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.model.terminology.TerminologyStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** Reads a publication to its end, then puts what it holds in force; until then the release before it stays. */
public final class Loading {

  /** Of concepts put together, for one look whether another load has begun. */
  private static final int BATCH = 500;

  private final TerminologyStore store;
  private final Clock clock;
  private final PrintWriter progress;
  private final Path temporary;

  /**
   * What was loaded.
   *
   * @param wrong lines that could not be read and are left out
   */
  public record Loaded(Release release, long lines, long wrong) {}

  /** @param temporary folder for what outgrows memory; nothing stays there */
  public Loading(TerminologyStore store, Clock clock, PrintWriter progress, Path temporary) {
    this.store = store;
    this.clock = clock;
    this.progress = progress;
    this.temporary = temporary;
  }

  /**
   * @param version as the publisher names it
   * @param who     acknowledges the licence
   * @throws Failure when the release could not be put in force
   */
  public Loaded load(Kind kind, Path path, String version, String who) {
    Layout layout = kind.layout(LocalDate.now(clock));
    List<Layout.Part> parts = layout.parts();
    try (Publication publication = Publication.open(path, parts); SortedRows rows = new SortedRows(temporary)) {
      Release.Origin origin = new Release.Origin(version, publication.name(), publication.sha256(),
          Optional.of(new Release.Acknowledgement(who, clock.instant())));
      WrongLines wrong = new WrongLines(progress);
      long lines = 0;
      for (Layout.Part part : parts) {
        lines += read(publication, part, rows, wrong);
      }
      if (wrong.tooMany(lines)) {
        throw new Failure(wrong.count() + " of " + lines + " lines cannot be read: this is another format of " + kind.title()
            + ", or a damaged file. Nothing was changed; download it again, or choose another kind.");
      }
      return new Loaded(store(kind, layout, rows, origin), lines, wrong.count());
    } catch (TerminologyLoad.Superseded other) {
      throw new Failure(
          "Another load of " + kind.label() + " began later, so this one has given way. See: mediflow terminology list");
    } catch (ZipException damaged) {
      throw new Failure("The file " + path + " is not a whole .zip. Nothing was changed; download it again.");
    } catch (IOException | UncheckedIOException unreadable) { // unchecked from the store's load
      throw new Failure("The files at " + path + " cannot be read to their end (or there is no room for temporary ones)."
          + " Nothing was changed; check them, then load again.");
    }
  }

  private long read(Publication publication, Layout.Part part, SortedRows rows, WrongLines wrong) throws IOException {
    Meter meter = new Meter(progress, part.name(), "lines");
    try (InputStream stream = publication.open(part); Lines lines = new Lines(stream)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        meter.one();
        Reading reading = lines.cut() ? new Reading.Wrong("is longer than " + Lines.LONGEST + " characters")
            : part.lines().apply(line);
        switch (reading) {
          case Reading.Row row -> rows.add(row);
          case Reading.PassedOver nothing -> { }
          case Reading.Wrong one -> wrong.add(part.name(), meter.done(), one.reason());
        }
      }
    }
    return meter.done();
  }

  private Release store(Kind kind, Layout layout, SortedRows rows, Release.Origin origin) throws IOException {
    Meter meter = new Meter(progress, "storing", "concepts");
    List<Concept> batch = new ArrayList<>();
    try (TerminologyLoad load = store.begin(kind.label())) {
      rows.each(ofOneKey -> {
        for (Concept one : layout.concepts(ofOneKey)) {
          meter.one();
          batch.add(one);
          if (batch.size() == BATCH) {
            load.put(batch);
            batch.clear();
          }
        }
      });
      if (meter.done() == 0) {
        throw new Failure("The files hold no code of " + kind.title()
            + ". Nothing was changed; check that they are of this kind.");
      }
      if (!batch.isEmpty()) {
        load.put(batch);
      }
      return load.finish(origin, clock.instant());
    }
  }
}
