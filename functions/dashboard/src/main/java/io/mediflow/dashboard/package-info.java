/**
 * dashboard: the records and change-feed API, the status of a connection as JSON and as a page for its practice, and our public keys.
 *
 * <p>Trigger: HTTP. Behind the JWT authorizer: {@code GET /records?type=&since=&limit=}, {@code GET /records/{id}},
 * {@code GET /status}. Open, and verified here by a session cookie: {@code GET /} and
 * {@code GET /page/status}; by a one-time link: {@code GET /link/{token}}.
 * Open: {@code GET /.well-known/jwks.json}, and what describes the API: {@code GET /openapi.yaml}, {@code GET /schemas/v1/{name}}.
 *
 * <p>Input: {@code APIGatewayV2HTTPEvent}; output: {@code APIGatewayV2HTTPResponse}; errors are {@code application/problem+json}
 * or a page.
 *
 * <p>Tables: reads access, connections, records, flows, ledger, watch; writes access (sessions) and audit.
 *
 * <p>On failure: a store that is away is a 503 that says so. A read that cannot be audited is not answered. It never calls an EHR.
 */
package io.mediflow.dashboard;
