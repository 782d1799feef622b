package io.mediflow.cli.terminology;

import io.mediflow.mapping.codec.Ndc;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * RxNorm in Rich Release Format (https://www.nlm.nih.gov/research/umls/rxnorm/docs/techdoc.html): names from RXNCONSO, NDCs from
 * RXNSAT, only of the source RXNORM. An NDC is one package of a drug, so the drug is the wider target; nothing leads from a drug
 * to one of its many NDCs.
 */
final class RxNorm implements Layout {

  private static final String OWN = "RXNORM";
  private static final String CURRENT = "N";
  /** Other names of a concept that has its own. */
  private static final Set<String> SYNONYMS = Set.of("SY", "TMSY", "PSN", "ET");
  private static final Pattern RXCUI = Pattern.compile("[0-9]{1,8}");
  private static final String DRUG = "drug ";
  private static final String PACKAGE = "ndc ";

  @Override
  public List<Part> parts() {
    return List.of(Part.of("RXNCONSO.RRF", RxNorm::name, "RXNCONSO\\.RRF"),
        Part.of("RXNSAT.RRF", RxNorm::attribute, "RXNSAT\\.RRF"));
  }

  @Override
  public List<Concept> concepts(List<Reading.Row> rows) {
    String key = rows.getFirst().key();
    return List.of(key.startsWith(DRUG) ? drug(key.substring(DRUG.length()), rows) : ndc(key.substring(PACKAGE.length()), rows));
  }

  private static Concept drug(String rxcui, List<Reading.Row> rows) {
    Reading.Row named = rows.stream().filter(RxNorm::current).findFirst().orElse(rows.getFirst());
    return new Concept(new Code(CodeSystems.RXNORM, rxcui), named.cells().get(1), current(named), List.of());
  }

  private static Concept ndc(String ndc, List<Reading.Row> rows) {
    List<Reading.Row> current = rows.stream().filter(RxNorm::current).toList();
    List<String> drugs = (current.isEmpty() ? rows : current).stream().map(row -> row.cells().get(1)).distinct().toList();
    Equivalence equivalence = drugs.size() == 1 ? Equivalence.WIDER : Equivalence.INEXACT;
    return new Concept(new Code(CodeSystems.NDC, ndc), "", !current.isEmpty(),
        drugs.stream().map(rxcui -> new Target(new Code(CodeSystems.RXNORM, rxcui), "", equivalence)).toList());
  }

  private static boolean current(Reading.Row row) {
    return row.cells().getFirst().equals(CURRENT);
  }

  /** RXCUI|LAT|TS|LUI|STT|SUI|ISPREF|RXAUI|SAUI|SCUI|SDUI|SAB|TTY|CODE|STR|SRL|SUPPRESS|CVF| */
  private static Reading name(String line) {
    String[] fields = line.split("\\|", -1);
    if (fields.length < 18 || !RXCUI.matcher(fields[0]).matches()) {
      return new Reading.Wrong("is not of RXNCONSO's 18 columns, RXCUI first");
    }
    if (!fields[11].equals(OWN) || SYNONYMS.contains(fields[12])) {
      return Reading.PASSED_OVER;
    }
    return Reading.row(DRUG + fields[0], fields[16], fields[14]);
  }

  /** RXCUI|LUI|SUI|RXAUI|STYPE|CODE|ATUI|SATUI|ATN|SAB|ATV|SUPPRESS|CVF| */
  private static Reading attribute(String line) {
    String[] fields = line.split("\\|", -1);
    if (fields.length < 13 || !RXCUI.matcher(fields[0]).matches()) {
      return new Reading.Wrong("is not of RXNSAT's 13 columns, RXCUI first");
    }
    if (!fields[9].equals(OWN) || !fields[8].equals("NDC")) {
      return Reading.PASSED_OVER;
    }
    Optional<String> ndc = Ndc.eleven(fields[10]);
    return ndc.isPresent() ? Reading.row(PACKAGE + ndc.get(), fields[11], fields[0])
        : new Reading.Wrong("has an NDC without a known form");
  }
}
