package io.mediflow.cli.terminology;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The CDC's cvx.txt: code, short description, full name, notes, status, non-vaccine, last update, with pipes between them
 * (https://www2a.cdc.gov/vaccines/iis/iisstandards/vaccines.asp?rpt=cvx). It has been published in UTF-16, with padded codes.
 */
final class Cvx implements Layout {

  private static final Set<String> STATUSES = Set.of("Active", "Inactive", "Pending", "Non-US", "Never Active");
  private static final Pattern CODE = Pattern.compile("[0-9]{2,3}");

  @Override
  public List<Part> parts() {
    return List.of(Part.of("cvx.txt", Cvx::read, "cvx.*\\.txt"));
  }

  @Override
  public List<Concept> concepts(List<Reading.Row> rows) {
    Reading.Row one = rows.getFirst();
    return List.of(new Concept(
        new Code(CodeSystems.CVX, one.key()), one.cells().get(0), one.cells().get(1).equals("Active"), List.of()));
  }

  private static Reading read(String line) {
    if (line.isBlank()) {
      return Reading.PASSED_OVER;
    }
    String[] fields = line.split("\\|", -1);
    if (fields.length < 5) {
      return new Reading.Wrong("has " + fields.length + " fields, 7 are expected");
    }
    String code = fields[0].strip();
    String status = fields[4].strip();
    if (!CODE.matcher(code).matches()) {
      return new Reading.Wrong("does not begin with a code of 2 or 3 digits");
    }
    if (!STATUSES.contains(status)) {
      return new Reading.Wrong("has no vaccine status in its fifth field");
    }
    return Reading.row(code, fields[1].strip(), status);
  }
}
