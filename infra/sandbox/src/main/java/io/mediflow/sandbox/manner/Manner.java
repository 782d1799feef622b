package io.mediflow.sandbox.manner;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one EHR allows and how it answers, where that differs from the plain simulation.
 *
 * @param name            stands in its base URL, {@code /NAME/fhir}
 * @param title           one sentence for people
 * @param tokenLife       {@code expires_in}
 * @param tokensPerMinute how many tokens a client gets in a minute; empty for any number
 * @param keySets         how it takes the keys of its clients; empty for as the plain simulation does
 * @param ifMatch         whether an update without If-Match is refused
 * @param limit           how many calls it takes; empty for any number
 * @param tenant          what each search must name besides; empty where nothing
 * @param rest            a REST interface of its own beside FHIR; empty where there is none
 * @param searches        by resource type; another type is not served
 */
public record Manner(
    String name,
    String title,
    Duration tokenLife,
    Optional<Integer> tokensPerMinute,
    Optional<KeySets> keySets,
    boolean ifMatch,
    Page page,
    Optional<Limit> limit,
    Optional<Tenant> tenant,
    Optional<Rest> rest,
    Map<String, Search> searches) {

  /** Resources to a page: usually, and when a larger {@code _count} asks for more. */
  public record Page(int usual, int most) {}

  /**
   * Calls in a window of the clock, those for tokens included; what comes beyond is refused until the next window.
   *
   * @param window begins with the clock: of a minute at each full minute
   * @param status that says so
   */
  public record Limit(int calls, Duration window, int status) {}

  /**
   * Key sets at addresses.
   *
   * @param listed whether a client must have one: its address is on the allow-list, keys that were handed over are not taken
   * @param kept   how long a set is believed once it was fetched, also when it lacks a key
   */
  public record KeySets(boolean listed, Duration kept) {}

  /** A parameter of FHIR searches, with the value that it must have. */
  public record Tenant(String parameter, String value) {}

  /**
   * @param at       stands in its base URL, {@code /NAME/AT/PRACTICE}
   * @param practice the practice's number
   * @param stamps   the zone of a feed's times
   * @param token    path of the token endpoint
   */
  public record Rest(String at, String practice, ZoneId stamps, String token) {}

  /**
   * How a type may be searched.
   *
   * @param needs  a search must carry all parameters of one of these
   * @param nativeParameters decide what stands on a page
   * @param later  only drop entries from pages that are cut already, so that a page may be short or empty and another one follows
   */
  public record Search(List<Set<String>> needs, Set<String> nativeParameters, Set<String> later) {

    public Search {
      needs = List.copyOf(needs);
      nativeParameters = Set.copyOf(nativeParameters);
      later = Set.copyOf(later);
    }

    public boolean takes(String parameter) {
      return nativeParameters.contains(parameter) || later.contains(parameter) || parameter.equals("_count");
    }

    public boolean isEnough(Set<String> parameters) {
      return needs.stream().anyMatch(parameters::containsAll);
    }
  }

  public Manner {
    searches = Map.copyOf(searches);
  }

  public Optional<Search> search(String type) {
    return Optional.ofNullable(searches.get(type));
  }
}
