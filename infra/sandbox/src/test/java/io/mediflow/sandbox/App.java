package io.mediflow.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.sandbox.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** An application that talks to the sandbox as a real one would. */
final class App {
  static final String ID = "app-1";
  static final RSAKey RSA = generated(() -> new RSAKeyGenerator(2048).keyID("rsa-1").generate());
  static final ECKey EC = generated(() -> new ECKeyGenerator(Curve.P_384).keyID("ec-1").generate());
  private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What came back. */
  record Answer(int status, JsonNode body, Map<String, String> headers) {
    String code() {
      return body.at("/issue/0/details/coding/0/code").asText();
    }

    String etag() {
      return headers.get("etag");
    }
  }

  interface Generator<K> {
    K generate() throws JOSEException;
  }

  private final URI base;
  private Optional<String> token = Optional.empty();

  App(URI base) {
    this.base = base;
  }

  /** Registered with the sandbox and holding a token for everything. */
  static App registered(Sandbox sandbox) {
    sandbox.clients().register(client("system/*.cruds"));
    App app = new App(sandbox.base());
    app.token = Optional.of(app.token(assertion(sandbox, RSA).build(RSA), "system/*.cruds").body().path("access_token").asText());
    return app;
  }

  static Client client(String scope) {
    return new Client(ID, Optional.of(new JWKSet(List.of(RSA.toPublicJWK(), EC.toPublicJWK()))), Optional.empty(), scope);
  }

  App withToken(String other) {
    App app = new App(base);
    app.token = Optional.of(other);
    return app;
  }

  String heldToken() {
    return token.orElseThrow();
  }

  static <K> K generated(Generator<K> generator) {
    try {
      return generator.generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A right assertion, to be made wrong by tests. */
  static Assertion assertion(Sandbox sandbox, JWK key) {
    return new Assertion(ID, ID, sandbox.tokenEndpoint().toString(), Instant.now().plusSeconds(240), UUID.randomUUID().toString(),
        key instanceof RSAKey ? JWSAlgorithm.RS384 : JWSAlgorithm.ES384, key.getKeyID());
  }

  record Assertion(String issuer, String subject, String audience, Instant ends, String jti, JWSAlgorithm algorithm, String kid) {
    Assertion issuedBy(String other) {
      return new Assertion(other, subject, audience, ends, jti, algorithm, kid);
    }

    Assertion about(String other) {
      return new Assertion(other, other, audience, ends, jti, algorithm, kid);
    }

    Assertion to(String other) {
      return new Assertion(issuer, subject, other, ends, jti, algorithm, kid);
    }

    Assertion ending(Instant other) {
      return new Assertion(issuer, subject, audience, other, jti, algorithm, kid);
    }

    Assertion withJti(String other) {
      return new Assertion(issuer, subject, audience, ends, other, algorithm, kid);
    }

    Assertion with(JWSAlgorithm other) {
      return new Assertion(issuer, subject, audience, ends, jti, other, kid);
    }

    Assertion withKid(String other) {
      return new Assertion(issuer, subject, audience, ends, jti, algorithm, other);
    }

    String build(JWK key) {
      JWTClaimsSet claims = new JWTClaimsSet.Builder()
          .issuer(issuer).subject(subject).audience(audience).expirationTime(Date.from(ends)).jwtID(jti).build();
      SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
      return generated(() -> {
        JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
        jwt.sign(signer);
        return jwt.serialize();
      });
    }
  }

  Answer token(String assertion, String scope) {
    return token("/oauth/token", assertion, scope);
  }

  Answer token(String endpoint, String assertion, String scope) {
    String form = Map.of(
            "grant_type", "client_credentials",
            "scope", scope,
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion", assertion)
        .entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    return call("POST", endpoint, form, Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  Answer get(String path) {
    return call("GET", path, "", Map.of());
  }

  Answer create(String type, JsonNode resource) {
    return call("POST", "/fhir/" + type, resource.toString(), Map.of("Content-Type", "application/fhir+json"));
  }

  Answer update(String reference, JsonNode resource, String... ifMatch) {
    return call("PUT", "/fhir/" + reference, resource.toString(), headers("application/fhir+json", ifMatch));
  }

  Answer patch(String reference, String patch, String... ifMatch) {
    return call("PATCH", "/fhir/" + reference, patch, headers("application/json-patch+json", ifMatch));
  }

  Answer control(String method, String path, String body) {
    return call(method, "/_control" + path, body, Map.of("Content-Type", "application/json"));
  }

  private static Map<String, String> headers(String type, String... ifMatch) {
    return ifMatch.length == 0 ? Map.of("Content-Type", type) : Map.of("Content-Type", type, "If-Match", ifMatch[0]);
  }

  /** Throws what the network throws, wrapped. */
  Answer call(String method, String path, String body, Map<String, String> headers) {
    URI uri = path.startsWith("http") ? URI.create(path) : URI.create(base + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10))
        .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode json = answer.body().startsWith("{") || answer.body().startsWith("[")
          ? Json.read(answer.body()) : MissingNode.getInstance();
      return new Answer(answer.statusCode(), json, answer.headers().map().entrySet().stream()
          .collect(Collectors.toMap(e -> e.getKey().toLowerCase(), e -> e.getValue().getFirst())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
