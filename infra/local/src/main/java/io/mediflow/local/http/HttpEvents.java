package io.mediflow.local.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Requests as events in payload format 2.0, and answers back
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
final class HttpEvents {

  private HttpEvents() {}

  static APIGatewayV2HTTPEvent event(
      HttpRequest request, Route route, Map<String, String> parameters, Optional<Caller> caller, Instant now, String id) {
    Optional<String> text = text(request);
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey(route.key())
        .withRawPath(request.path())
        .withRawQueryString(request.query())
        .withHeaders(headers(request))
        .withCookies(cookies(request))
        .withQueryStringParameters(query(request.query()))
        .withPathParameters(parameters.isEmpty() || route.key().startsWith("$") ? null : parameters)
        .withBody(request.body().length == 0 ? null : text.orElseGet(() -> Base64.getEncoder().encodeToString(request.body())))
        .withIsBase64Encoded(request.body().length > 0 && text.isEmpty())
        .withRequestContext(context(request, route, caller, now, id))
        .build();
  }

  static HttpAnswer answer(APIGatewayV2HTTPResponse response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    if (response.getHeaders() != null) {
      response.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    }
    if (response.getMultiValueHeaders() != null) {
      response.getMultiValueHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    }
    if (response.getCookies() != null && !response.getCookies().isEmpty()) {
      headers.put("set-cookie", response.getCookies());
    }
    String body = response.getBody() == null ? "" : response.getBody();
    byte[] bytes = response.getIsBase64Encoded()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      headers.putIfAbsent("content-type", List.of("application/json"));
    }
    return new HttpAnswer(response.getStatusCode() == 0 ? 200 : response.getStatusCode(), headers, bytes);
  }

  private static RequestContext context(
      HttpRequest request, Route route, Optional<Caller> caller, Instant now, String id) {
    return RequestContext.builder()
        .withApiId("local")
        .withStage("$default")
        .withRouteKey(route.key())
        .withRequestId(id)
        .withTime(now.toString())
        .withTimeEpoch(now.toEpochMilli())
        .withHttp(RequestContext.Http.builder()
            .withMethod(request.method())
            .withPath(request.path())
            .withProtocol("HTTP/1.1")
            .withSourceIp(request.sourceAddress())
            .withUserAgent(request.header("user-agent"))
            .build())
        .withAuthorizer(caller
            .map(one -> RequestContext.Authorizer.builder()
                .withJwt(RequestContext.Authorizer.JWT.builder().withClaims(one.claims()).withScopes(one.scopes()).build())
                .build())
            .orElse(null))
        .build();
  }

  /** Names in lower case, values of one name joined by a comma; cookies travel apart. */
  private static Map<String, String> headers(HttpRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    request.headers().forEach((name, values) -> {
      if (!name.equals("cookie")) {
        headers.put(name, String.join(",", values));
      }
    });
    return headers;
  }

  private static List<String> cookies(HttpRequest request) {
    List<String> cookies = new ArrayList<>();
    for (String line : request.headers().getOrDefault("cookie", List.of())) {
      for (String one : line.split(";")) {
        if (!one.isBlank()) {
          cookies.add(one.strip());
        }
      }
    }
    return cookies.isEmpty() ? null : cookies;
  }

  private static Map<String, String> query(String raw) {
    if (raw.isEmpty()) {
      return null;
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      found.merge(name, value, (before, more) -> before + "," + more);
    }
    return found;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return text; // an incomplete escape: the room sees it as it came
    }
  }

  /** The body as text when its type says text and its bytes are; anything else travels in base64, as on AWS. */
  private static Optional<String> text(HttpRequest request) {
    String type = request.header("content-type").toLowerCase(Locale.ROOT);
    boolean textual = type.isEmpty() || type.startsWith("text/") || type.contains("json") || type.contains("xml")
        || type.startsWith("application/x-www-form-urlencoded");
    if (!textual) {
      return Optional.empty();
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body())).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
