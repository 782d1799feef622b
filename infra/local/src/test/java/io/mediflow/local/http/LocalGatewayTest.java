package io.mediflow.local.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalGatewayTest {

  private final AtomicReference<APIGatewayV2HTTPEvent> seen = new AtomicReference<>();
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private APIGatewayV2HTTPResponse answer = APIGatewayV2HTTPResponse.builder().withStatusCode(202).withBody("{}").build();
  private LocalGateway gateway;

  @BeforeEach
  void start() throws IOException {
    Room room = event -> {
      seen.set(event);
      return answer;
    };
    gateway = new LocalGateway(0, List.of(
        Route.functionUrl("/hooks", room),
        Route.api("GET /writes/{id}", Route.Guard.OPEN, room),
        Route.api("POST /writes", Route.Guard.TOKEN, room),
        Route.api("GET /", Route.Guard.OPEN, room),
        Route.api("GET /broken", Route.Guard.OPEN, event -> {
          throw new IllegalStateException("a value that nobody must see");
        })),
        new JwtAuthorizer(new JWKSet(), "issuer", "audience", Clock.systemUTC()), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    gateway.close();
    client.close();
  }

  @Test
  void aRequestBecomesAnEventOfPayloadFormatTwo() throws Exception {
    send(request("/writes/abc%20d?type=patient&type=coverage&empty&note=a%26b")
        .header("X-Trace", "one").header("X-Trace", "two").header("Cookie", "session=1; other=2"));
    APIGatewayV2HTTPEvent event = seen.get();
    assertEquals("2.0", event.getVersion());
    assertEquals("GET /writes/{id}", event.getRouteKey());
    assertEquals("/writes/abc d", event.getRawPath());
    assertEquals("type=patient&type=coverage&empty&note=a%26b", event.getRawQueryString());
    assertEquals(Map.of("type", "patient,coverage", "empty", "", "note", "a&b"), event.getQueryStringParameters());
    assertEquals(Map.of("id", "abc d"), event.getPathParameters());
    assertEquals("one,two", event.getHeaders().get("x-trace"));
    assertEquals(List.of("session=1", "other=2"), event.getCookies());
    assertEquals("GET", event.getRequestContext().getHttp().getMethod());
    assertEquals("127.0.0.1", event.getRequestContext().getHttp().getSourceIp());
    assertNull(event.getRequestContext().getAuthorizer());
    assertNull(event.getBody());
  }

  @Test
  void textTravelsAsTextAndAllElseInBase64() throws Exception {
    send(request("/hooks/one/fhir").header("content-type", "application/fhir+json")
        .method("PUT", HttpRequest.BodyPublishers.ofString("{\"name\":\"Zoë\"}")));
    assertEquals("{\"name\":\"Zoë\"}", seen.get().getBody());
    assertFalse(seen.get().getIsBase64Encoded());
    assertEquals("$default", seen.get().getRouteKey());
    assertNull(seen.get().getPathParameters(), "a function URL has none");

    byte[] bytes = {(byte) 0xff, 0, 1};
    send(request("/hooks/one/fhir").header("content-type", "application/fhir+json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    assertTrue(seen.get().getIsBase64Encoded());
    assertEquals(Base64.getEncoder().encodeToString(bytes), seen.get().getBody());
  }

  @Test
  void anAnswerComesBackWithStatusHeadersCookiesAndBytes() throws Exception {
    answer = APIGatewayV2HTTPResponse.builder().withStatusCode(303).withHeaders(Map.of("Location", "/there"))
        .withCookies(List.of("session=9; HttpOnly")).withBody(Base64.getEncoder().encodeToString("page".getBytes()))
        .withIsBase64Encoded(true).build();
    HttpResponse<String> got = send(request("/"));
    assertEquals(303, got.statusCode());
    assertEquals("/there", got.headers().firstValue("location").orElseThrow());
    assertEquals("session=9; HttpOnly", got.headers().firstValue("set-cookie").orElseThrow());
    assertEquals("page", got.body());
  }

  @Test
  void withoutATokenTheRoomIsNotCalled() throws Exception {
    HttpResponse<String> got = send(request("/writes").POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertEquals(401, got.statusCode());
    assertEquals("Bearer", got.headers().firstValue("www-authenticate").orElseThrow());
    assertNull(seen.get());
  }

  @Test
  void whatHasNoRouteIsNotFound() throws Exception {
    assertEquals(404, send(request("/nowhere")).statusCode());
    assertEquals(404, send(request("/writes/a/b")).statusCode());
    assertEquals(404, send(request("/writes/x").DELETE()).statusCode());
    assertNull(seen.get());
  }

  @Test
  void aRoomThatFailsAnswers500AndTellsNothing() throws Exception {
    HttpResponse<String> got = send(request("/broken"));
    assertEquals(500, got.statusCode());
    assertFalse(got.body().contains("value"));
  }

  @Test
  void aBodyThatLambdaWouldNotTakeIsRefused() throws Exception {
    HttpResponse<String> got = send(request("/hooks/one/fhir")
        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[6 * 1024 * 1024 + 1])));
    assertEquals(413, got.statusCode());
    assertNull(seen.get());
  }

  @Test
  void anotherHostsNameIsRefused() {
    HttpAnswer got = gateway.answer(new io.mediflow.local.http.HttpRequest(
        "GET", "/", "", Map.of("host", List.of("evil.example")), "127.0.0.1", new byte[0]));
    assertEquals(421, got.status());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path)).timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
