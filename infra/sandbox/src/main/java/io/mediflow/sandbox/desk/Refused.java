package io.mediflow.sandbox.desk;

/** The EHR said no; nothing was changed. */
public final class Refused extends RuntimeException {
  private final Refusal refusal;
  private final String element;

  public Refused(Refusal refusal) {
    this(refusal, "");
  }

  /** @param element the FHIRPath of the element at fault, or empty */
  public Refused(Refusal refusal, String element) {
    super(refusal.text() + (element.isEmpty() ? "" : ": " + element), null, false, false);
    this.refusal = refusal;
    this.element = element;
  }

  public Refusal refusal() {
    return refusal;
  }

  public String element() {
    return element;
  }
}
