package io.mediflow.mapping.hl7;

import ca.uhn.hl7v2.AcknowledgmentCode;

/** The three verdicts, and with which code of table 0008 each is given to a sender. */
enum AckKind {
  ACCEPT,
  ERROR,
  REJECT;

  /** A commit code where MSH-15 asks for one, or where the sender is in enhanced mode and asks for nothing; else the application's. */
  AcknowledgmentCode code(Hl7Segment header) {
    boolean commit = asked(header, 15) || isEnhanced(header) && !asked(header, 16);
    return switch (this) {
      case ACCEPT -> commit ? AcknowledgmentCode.CA : AcknowledgmentCode.AA;
      case ERROR -> commit ? AcknowledgmentCode.CE : AcknowledgmentCode.AE;
      case REJECT -> commit ? AcknowledgmentCode.CR : AcknowledgmentCode.AR;
    };
  }

  boolean wanted(Hl7Segment header) {
    return !isEnhanced(header) || asked(header, 15) || asked(header, 16);
  }

  /** Table 0155. */
  private boolean asked(Hl7Segment header, int field) {
    return switch (header.text(field, 1)) {
      case "AL" -> true;
      case "ER" -> this != ACCEPT;
      case "SU" -> this == ACCEPT;
      default -> false;
    };
  }

  private static boolean isEnhanced(Hl7Segment header) {
    return !header.text(15, 1).isEmpty() || !header.text(16, 1).isEmpty();
  }
}
