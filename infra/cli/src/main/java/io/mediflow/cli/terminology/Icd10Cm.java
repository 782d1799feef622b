package io.mediflow.cli.terminology;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CMS's order file, of fixed width: order number in columns 1-5, code without its dot in 7-13, whether it is valid on a claim in
 * 15, short description in 17-76, long description from 78 (https://www.cms.gov/medicare/coding-billing/icd-10-codes).
 */
final class Icd10Cm implements Layout {

  private static final Pattern LINE = Pattern.compile("[0-9]{5} ([A-Z][0-9][0-9A-Z]{1,5}) +([01]) (.*)");
  private static final int CODE_ENDS = 14;
  private static final int SHORT_BEGINS = 16;
  private static final int LONG_BEGINS = 77;

  @Override
  public List<Part> parts() {
    return List.of(Part.of("icd10cm_order_YYYY.txt", Icd10Cm::read, "icd10cm[_-]order[_-][0-9]{4}\\.txt"));
  }

  @Override
  public List<Concept> concepts(List<Reading.Row> rows) {
    Reading.Row one = rows.getFirst();
    return List.of(new Concept(
        new Code(CodeSystems.ICD_10_CM, one.key()), one.cells().get(1), one.cells().get(0).equals("1"), List.of()));
  }

  private static Reading read(String line) {
    if (line.isBlank()) {
      return Reading.PASSED_OVER;
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || matcher.start(2) != CODE_ENDS) {
      return new Reading.Wrong("is not of the order file's columns (number, code, 0 or 1, descriptions)");
    }
    String display = line.length() > LONG_BEGINS ? line.substring(LONG_BEGINS).strip() : line.substring(SHORT_BEGINS).strip();
    return display.isEmpty() ? new Reading.Wrong("has no description")
        : Reading.row(dotted(matcher.group(1)), matcher.group(2), display);
  }

  /** As claims and EHRs write it: {@code E119} is E11.9. */
  static String dotted(String code) {
    return code.length() <= 3 || code.contains(".") ? code : code.substring(0, 3) + "." + code.substring(3);
  }
}
