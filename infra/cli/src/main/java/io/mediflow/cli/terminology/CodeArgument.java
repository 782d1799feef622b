package io.mediflow.cli.terminology;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.mapping.codec.Ndc;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import java.util.Locale;
import java.util.Map;

/** A code as a person types it. */
public final class CodeArgument {

  private static final Map<String, String> SYSTEMS = Map.of("rxnorm", CodeSystems.RXNORM, "ndc", CodeSystems.NDC,
      "snomed", CodeSystems.SNOMED_CT, "icd10cm", CodeSystems.ICD_10_CM, "cvx", CodeSystems.CVX);

  private CodeArgument() {}

  /** @param system a short name or a FHIR URL */
  public static Code of(String system, String text) {
    String url = SYSTEMS.getOrDefault(system.toLowerCase(Locale.ROOT), system);
    if (!url.contains(":")) {
      throw new Failure(ExitCode.USAGE, "There is no code system " + system
          + "; use rxnorm, ndc, snomed, icd10cm, cvx, or the system's FHIR URL.");
    }
    String code = text.strip();
    return new Code(url, switch (url) {
      case CodeSystems.NDC -> Ndc.eleven(code).orElseThrow(() -> new Failure(ExitCode.USAGE,
          "An NDC needs its hyphens or 11 digits: of 10 digits nobody can say which part is short."));
      case CodeSystems.ICD_10_CM -> Icd10Cm.dotted(code.toUpperCase(Locale.ROOT));
      default -> code;
    });
  }
}
