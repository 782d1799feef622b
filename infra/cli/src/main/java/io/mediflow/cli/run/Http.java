package io.mediflow.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mediflow.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Small HTTP calls with JSON. */
public final class Http {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private final Optional<String> token;

  public Http(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
  }

  /** An answer, whatever its status. */
  public record Answer(int status, String body, HttpHeaders headers) {

    public boolean well() {
      return status >= 200 && status < 300;
    }

    /** The body as JSON; a missing node when it is none. */
    public JsonNode json() {
      try {
        return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
      } catch (JsonProcessingException other) {
        return MissingNode.getInstance();
      }
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, JsonNode body) {
    return send(request(path).header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
  }

  public Answer put(String path, JsonNode body) {
    return send(request(path).header("content-type", "application/json")
        .PUT(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
  }

  /** @param path from the base, or a whole URL */
  public HttpRequest.Builder request(String path) {
    URI uri = path.startsWith("http") ? URI.create(path) : URI.create(base + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    token.ifPresent(one -> request.header("authorization", "Bearer " + one));
    return request;
  }

  /** @throws Unreachable when there is no answer */
  public Answer send(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    try {
      HttpResponse<String> answer = client.send(built, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), answer.body(), answer.headers());
    } catch (IOException failed) {
      throw new Unreachable(built.uri());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure("Stopped.");
    }
  }

  /** Nobody answered. */
  public static final class Unreachable extends RuntimeException {

    Unreachable(URI uri) {
      super(uri.getScheme() + "://" + uri.getAuthority() + " does not answer");
    }
  }
}
