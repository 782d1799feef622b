package io.mediflow.ehr;

import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;

/** The few HTTP calls that FHIR and SMART need. The answer's body is a stream, so that its size can be limited. */
@Path("")
public interface FhirHttp extends Closeable {

  @GET
  Response get(
      @Url String url, @HeaderParam("Accept") String accept, @HeaderParam("Authorization") String authorization);

  /** As {@link #get}, for what is answered later ({@code Prefer}) or from a place on ({@code Range}). */
  @GET
  Response bulk(
      @Url String url, @HeaderParam("Accept") String accept, @HeaderParam("Authorization") String authorization,
      @HeaderParam("Prefer") String prefer, @HeaderParam("Range") String range);

  @DELETE
  Response delete(@Url String url, @HeaderParam("Accept") String accept, @HeaderParam("Authorization") String authorization);

  @POST
  @Consumes("application/x-www-form-urlencoded")
  Response form(
      @Url String url, @HeaderParam("Accept") String accept, @HeaderParam("Authorization") String authorization, byte[] body);

  @POST
  @Consumes("application/fhir+json")
  Response create(
      @Url String url,
      @HeaderParam("Accept") String accept,
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("Prefer") String prefer,
      byte[] body);

  @PUT
  @Consumes("application/fhir+json")
  Response update(
      @Url String url,
      @HeaderParam("Accept") String accept,
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("Prefer") String prefer,
      byte[] body);

  @PATCH
  @Consumes("application/json-patch+json")
  Response patch(
      @Url String url,
      @HeaderParam("Accept") String accept,
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("Prefer") String prefer,
      @HeaderParam("If-Match") String ifMatch,
      byte[] body);
}
