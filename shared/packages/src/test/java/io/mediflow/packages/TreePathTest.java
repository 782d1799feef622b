package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mediflow.packages.TreePath.Alternative;
import io.mediflow.packages.TreePath.Criterion;
import io.mediflow.packages.TreePath.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {

  @Test
  void membersAndElements() {
    assertEquals(List.of(plain("name"), new Segment("given", List.of(), 1)), head("name.given[1]"));
  }

  @Test
  void aWhereNamesWhatANewElementHolds() {
    assertEquals(
        List.of(
            new Segment("telecom", List.of(equal("system", "phone"), equal("use", "home")), 0), plain("value")),
        head("telecom.where(system='phone' and use = 'home').first().value"));
  }

  @Test
  void extensionsAndChoices() {
    assertEquals(
        List.of(new Segment("extension", List.of(equal("url", "urn:x")), 0), plain("valueString")),
        head("extension('urn:x').value.ofType(string)"));
  }

  @Test
  void criteriaMayBeNested() {
    Segment type = new Segment("identifier", List.of(new Criterion.Present(List.of(plain("type"),
        new Segment("coding", List.of(equal("code", "MR")), 0)))), 0);
    assertEquals(List.of(type, plain("value")), head("identifier.where(type.coding.where(code='MR').exists()).first().value"));
  }

  @Test
  void theFirstOfSeveralThatExists() {
    TreePath path = TreePath.parse(Format.FHIR_R4, "(name.where(use='official') | name.where(use.empty())).first().family");

    assertEquals(2, path.alternatives().size());
    assertEquals(new Alternative(
        List.of(new Segment("name", List.of(new Criterion.Absent(List.of(plain("use")))), 0)), List.of(plain("family"))),
        path.alternatives().getLast());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.", "a b", "a.where(b>1)", "a.where(b='c' or d='e')", "a | b", "(a | b)", "a.where(b='c",
      "a.last()", "iif(a, b, c)", "a.where(b='it\\'s')", "a[x]", "a.where(b=1)", "'a'"})
  void whatCannotBeBuiltIsRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> TreePath.parse(Format.FHIR_R4, path));
  }

  private static List<Segment> head(String path) {
    return TreePath.parse(Format.FHIR_R4, path).alternatives().getFirst().head();
  }

  private static Segment plain(String name) {
    return new Segment(name, List.of(), -1);
  }

  private static Criterion equal(String name, String value) {
    return new Criterion.Equal(List.of(plain(name)), value);
  }
}
