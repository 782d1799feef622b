package io.mediflow.model.ehr;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The bulk side of a FHIR R4 interface (FHIR Bulk Data Access 2.0): an export is a job of the EHR's, asked for, looked at until it is
 * done, and read file by file. No method throws for what the EHR or the network does: that is a {@link EhrResult.Failed}.
 */
public interface BulkEhr {

  /** Of what there is an export. */
  enum Level {
    SYSTEM,
    PATIENT,
    GROUP
  }

  /**
   * What to export.
   *
   * @param group id of the Group; empty at another level
   * @param types FHIR resource types
   * @param since what has changed after this, the EHR's clock; empty for all
   * @param alone whether the EHR takes one job at a time: its 429 is then about the other one, a {@link EhrFailure.Kind#CONFLICT}
   */
  record Wanted(Level level, String group, List<String> types, Optional<Instant> since, boolean alone) {

    public Wanted {
      types = List.copyOf(types);
    }
  }

  /** What a look at a job says. */
  sealed interface Job {

    /**
     * It is not done.
     *
     * @param percent how far it is, where the EHR says so
     * @param again   when to look again, where the EHR says so
     */
    record Running(Optional<Integer> percent, Optional<Instant> again) implements Job {}

    /**
     * Its files lie ready.
     *
     * @param transactionTime the EHR's clock: everything that had changed until then is in the files
     * @param files           resources first, then deletions, then what the EHR could not export
     */
    record Ready(Optional<Instant> transactionTime, List<File> files) implements Job {

      public Ready {
        files = List.copyOf(files);
      }
    }
  }

  /**
   * One file, a line to each resource.
   *
   * @param token whether it is asked for with our token, if it lies at the EHR's own origin
   * @param count its lines; empty where the EHR does not count them
   */
  record File(Holds holds, URI url, boolean token, Optional<Long> count) {}

  /** What the lines of a file are. */
  enum Holds {
    RESOURCES,
    DELETIONS,
    REFUSALS
  }

  /** What a line says. */
  sealed interface Line {

    /** A resource, without a type or id where the line has none. */
    record Resource(EhrPage.Entry entry) implements Line {}

    /** Resources that are deleted, {@code Type/id}. */
    record Deleted(List<String> references) implements Line {

      public Deleted {
        references = List.copyOf(references);
      }
    }

    /** What the EHR could not export, or no more than a line that is too long to be read. */
    record Refused() implements Line {}
  }

  /** Takes the lines of a file as they come, so that no more than one of them is held. */
  interface Lines {

    /**
     * @param end where the line ends in the file, for {@link Place#bytes()}
     * @return whether to go on
     */
    boolean take(Line line, Place end);
  }

  /**
   * A place in a file.
   *
   * @param bytes  before it, uncompressed
   * @param ranged whether the file can be asked for from there on, so that what lies before it need not come again
   */
  record Place(long bytes, boolean ranged) {

    public static final Place START = new Place(0, false);
  }

  /** @return where the job's state is asked for */
  EhrResult<URI> start(Access access, Wanted wanted);

  EhrResult<Job> look(Access access, URI job);

  /**
   * Reads a file from a place on. What {@code lines} throws comes through.
   *
   * @return whether it was read to its end
   */
  EhrResult<Boolean> read(Access access, File file, Place from, Lines lines);

  /** Tells the EHR that nobody needs the job and its files any more; one that is gone is ended. */
  EhrResult<Boolean> end(Access access, URI job);
}
