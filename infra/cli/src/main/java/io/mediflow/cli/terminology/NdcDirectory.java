package io.mediflow.cli.terminology;

import io.mediflow.mapping.codec.Ndc;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The FDA's product.txt and package.txt (https://www.fda.gov/drugs/drug-approvals-and-databases/ndc-product-file-definitions): a
 * package's code with its product's name. The directory writes codes with hyphens, so their 11 digits are known.
 */
final class NdcDirectory implements Layout {

  private static final Pattern DATE = Pattern.compile("[0-9]{8}");
  private static final String PRODUCT = "product";
  private static final String PACKAGE = "package";

  private final String today;

  /** @param today from which on a package whose marketing has ended is not current */
  NdcDirectory(LocalDate today) {
    this.today = today.toString().replace("-", "");
  }

  @Override
  public List<Part> parts() {
    return List.of(
        Part.of("product.txt", new Tabbed(List.of("PRODUCTNDC", "PROPRIETARYNAME", "NONPROPRIETARYNAME"), this::product),
            "product\\.(txt|tsv)"),
        Part.of("package.txt", new Tabbed(List.of("PRODUCTNDC", "NDCPACKAGECODE", "PACKAGEDESCRIPTION"), this::packaged),
            "package\\.(txt|tsv)"));
  }

  /** Rows of one product: its names, whichever is first, and its packages. */
  @Override
  public List<Concept> concepts(List<Reading.Row> rows) {
    String name = rows.stream().filter(row -> row.cells().getFirst().equals(PRODUCT))
        .map(row -> row.cells().get(1)).findFirst().orElse("");
    Map<String, List<Reading.Row>> packages = rows.stream().filter(row -> row.cells().getFirst().equals(PACKAGE))
        .collect(Collectors.groupingBy(row -> row.cells().get(1), LinkedHashMap::new, Collectors.toList()));
    List<Concept> concepts = new ArrayList<>();
    packages.forEach((ndc, listed) -> {
      String display = Stream.of(name, listed.getFirst().cells().get(2)).filter(text -> !text.isEmpty())
          .collect(Collectors.joining(", "));
      boolean active = listed.stream().map(row -> row.cells().get(3)).anyMatch(end -> end.isEmpty() || end.compareTo(today) > 0);
      concepts.add(new Concept(new Code(CodeSystems.NDC, ndc), display, active, List.of()));
    });
    return concepts;
  }

  private Reading product(Tabbed.Cells line) {
    Optional<String> product = product(line.of("PRODUCTNDC"));
    if (product.isEmpty()) {
      return new Reading.Wrong("has a product code without a known form");
    }
    String brand = Stream.of(line.of("PROPRIETARYNAME"), line.of("PROPRIETARYNAMESUFFIX")).filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
    String drug = line.of("NONPROPRIETARYNAME");
    String strength = (line.of("ACTIVE_NUMERATOR_STRENGTH") + " " + line.of("ACTIVE_INGRED_UNIT")).strip();
    String names = brand.isEmpty() || brand.equalsIgnoreCase(drug) ? drug : drug.isEmpty() ? brand : brand + " (" + drug + ")";
    return Reading.row(product.get(), PRODUCT, Stream.of(names, strength, line.of("DOSAGEFORMNAME").toLowerCase(Locale.ROOT))
        .filter(text -> !text.isEmpty()).collect(Collectors.joining(" ")));
  }

  private Reading packaged(Tabbed.Cells line) {
    Optional<String> ndc = Ndc.eleven(line.of("NDCPACKAGECODE"));
    if (ndc.isEmpty()) {
      return new Reading.Wrong("has a package code without a known form");
    }
    String end = line.of("ENDMARKETINGDATE");
    if (!end.isEmpty() && !DATE.matcher(end).matches()) {
      return new Reading.Wrong("has an end of marketing that is not YYYYMMDD");
    }
    return Reading.row(ndc.get().substring(0, 9), PACKAGE, ndc.get(), line.of("PACKAGEDESCRIPTION"), end);
  }

  /** The first 9 of the 11 digits: with any package segment that fits, of 2 digits or of 1. */
  private static Optional<String> product(String code) {
    return Ndc.eleven(code + "-00").or(() -> Ndc.eleven(code + "-0")).map(eleven -> eleven.substring(0, 9));
  }
}
