package io.mediflow.dashboard;

import java.util.Map;
import java.util.Optional;

/**
 * A request as far as the dashboard cares.
 *
 * @param application the client id of a token that the authorizer has verified
 */
record DashboardRequest(
    String method, String path, Map<String, String> query, Map<String, String> cookies, Optional<String> application) {}
