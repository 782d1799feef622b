package io.mediflow.cli.command;

import io.mediflow.packages.HookSpec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How the sender of notifications is to prove itself, for whoever sets it up at the EHR. */
final class HookWords {

  private HookWords() {}

  static String told(HookSpec hook, byte[] secret) {
    String text = new String(secret, StandardCharsets.UTF_8);
    return switch (hook.mechanism()) {
      case HEADER_SECRET -> " with header " + hook.header() + ": " + text;
      case HMAC_SHA256 -> " signed in header " + hook.header() + " with the secret " + text;
      // Its senders take a key as base64.
      case STANDARD_WEBHOOKS -> " signed by Standard Webhooks with the secret whsec_" + Base64.getEncoder().encodeToString(secret);
    };
  }
}
