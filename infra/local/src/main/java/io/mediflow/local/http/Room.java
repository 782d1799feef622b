package io.mediflow.local.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/** A room behind HTTP. */
@FunctionalInterface
public interface Room {

  APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event);
}
