package io.mediflow.local.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One way to a room.
 *
 * @param key    as API Gateway has it, {@code GET /writes/{id}}, or {@code $default} for a function URL, which takes all below {@code path}
 * @param method HTTP method; {@code *} for any
 * @param path   segments, {@code {name}} for a parameter; a last {@code *} takes the rest
 * @param guard  who may pass
 */
public record Route(String key, String method, String path, Guard guard, Room room) {

  /** Who lets a request through to the room. */
  public enum Guard {
    /** The room itself. */
    OPEN,
    /** The JWT authorizer. */
    TOKEN
  }

  /** A route of the HTTP API. */
  public static Route api(String key, Guard guard, Room room) {
    int space = key.indexOf(' ');
    return new Route(key, key.substring(0, space), key.substring(space + 1), guard, room);
  }

  /** A function URL, mounted under a path of its own. */
  public static Route functionUrl(String prefix, Room room) {
    return new Route("$default", "*", prefix + "/*", Guard.OPEN, room);
  }

  /** The path parameters when this route takes the request; empty when it does not. */
  Optional<Map<String, String>> match(String requestMethod, String requestPath) {
    if (!method.equals("*") && !method.equals(requestMethod)) {
      return Optional.empty();
    }
    return parameters(requestPath);
  }

  private Optional<Map<String, String>> parameters(String requestPath) {
    String[] wanted = path.split("/", -1);
    String[] given = requestPath.split("/", -1);
    boolean open = path.endsWith("/*");
    if (open ? given.length < wanted.length : given.length != wanted.length) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length - (open ? 1 : 0); i++) {
      if (wanted[i].startsWith("{")) {
        if (given[i].isEmpty()) {
          return Optional.empty();
        }
        found.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }
}
