package io.mediflow.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The rules of the house (design §2), run by every module over its own classes and sources: a module has one empty test
 * class that extends this one. Tests run in the module's folder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // classes are read once
public abstract class HouseRules {

  private static final int LONGEST_FILE = 300;
  private static final int LONGEST_DOOR = 60;

  /** Split so that this file does not hold what it looks for. */
  private static final List<String> VENDORS = List.of("epi" + "c", "cern" + "er", "athen" + "a", "eclinic" + "al", "mill" + "ennium");

  private static final DescribedPredicate<JavaClass> ROOM =
      resideInAPackage("io.mediflow.(webhookintake|scheduledpolling|changemapping|writeintake|writeback|writesweep"
          + "|heartbeat|freshnesscheck|dashboard)..").as("a room");

  private final Path sources;
  private final JavaClasses own;

  protected HouseRules() {
    this(Path.of(""));
  }

  /** @param module the folder of the module under test */
  protected HouseRules(Path module) {
    sources = module.resolve(Path.of("src", "main", "java"));
    own = new ClassFileImporter().importPath(module.resolve(Path.of("target", "classes")));
  }

  @Test
  void dependenciesPointTheWayOfTheTable() {
    check(noClasses().that().resideInAPackage("io.mediflow.model..").should().dependOnClassesThat(
        otherThan("java..", "javax.crypto..", "io.mediflow.model..", "com.fasterxml.jackson.annotation..")));
    check(noClasses().that().resideInAPackage("io.mediflow.packages..").should().dependOnClassesThat(
        otherThan("java..", "io.mediflow.model..", "io.mediflow.packages..", "com.fasterxml.jackson..")));
    check(noClasses().that().resideInAPackage("io.mediflow.mapping..").should().dependOnClassesThat(
        otherThan("java..", "io.mediflow.model..", "io.mediflow.packages..", "io.mediflow.fhir..", "io.mediflow.mapping..",
            "com.fasterxml.jackson..", "ca.uhn.fhir..", "ca.uhn.hl7v2..", "org.hl7.fhir..", "com.google.i18n.phonenumbers..",
            "com.flipkart.zjsonpatch..", "org.jsoup..", "com.rtfparserkit..")));
    check(noClasses().that().resideInAPackage("io.mediflow.ehr..").should().dependOnClassesThat().resideInAnyPackage(
        "io.mediflow.state..", "io.mediflow.watch..", "io.mediflow.packages..", "io.mediflow.mapping..", "ca.uhn.fhir..",
        "ca.uhn.hl7v2.."));
    check(noClasses().that().resideInAnyPackage("io.mediflow.state..", "io.mediflow.watch..").should().dependOnClassesThat()
        .resideInAnyPackage("io.mediflow.packages..", "io.mediflow.mapping..", "io.mediflow.ehr..", "ca.uhn.fhir..", "ca.uhn.hl7v2.."));
    check(noClasses().that(shared().or(ROOM)).should().dependOnClassesThat().resideInAnyPackage(
        "io.mediflow.local..", "io.mediflow.cli..", "io.mediflow.sandbox..", "io.mediflow.embedded..", "io.mediflow.edge..",
        "io.mediflow.bench.."));
  }

  @Test
  void onlyStateAndWatchSeeAws() {
    check(noClasses().that(ROOM.or(resideInAPackage("io.mediflow.(model|packages|fhir|mapping|ehr).."))).should()
        .dependOnClassesThat().resideInAnyPackage("software.amazon..", "com.amazonaws.services.dynamodbv2.."));
  }

  @Test
  void onlyEhrSeesHttpToEhrs() {
    check(noClasses().that(ROOM.or(resideInAPackage("io.mediflow.(model|packages|fhir|mapping|watch).."))).should()
        .dependOnClassesThat().resideInAnyPackage("java.net.http..", "jakarta.ws.rs..", "org.eclipse.microprofile.rest.."));
  }

  @Test
  void onlyRoomsSeeLambdaAndFunqy() {
    check(noClasses().that(shared()).should().dependOnClassesThat()
        .resideInAnyPackage("io.quarkus.funqy..", "com.amazonaws.services.lambda.."));
  }

  @Test
  void mappingIsPure() {
    check(noClasses().that().resideInAPackage("io.mediflow.mapping..").should().dependOnClassesThat().resideInAnyPackage(
        "java.net.http..", "java.net..", "java.util.logging..", "org.slf4j..", "org.jboss.logging..", "java.util.random.."));
    check(noClasses().that().resideInAPackage("io.mediflow.mapping..").should().dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock"));
    check(noClasses().that().resideInAPackage("io.mediflow.mapping..").should().callMethod(java.time.Instant.class, "now")
        .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "getenv"));
  }

  @Test
  void roomsDoNotKnowEachOther() {
    for (JavaClass one : own.that(ROOM)) {
      String room = room(one);
      for (var dependency : one.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        assertTrue(!ROOM.test(target) || room(target).equals(room), () -> one.getName() + " knows another room: " + target.getName());
      }
    }
  }

  @Test
  void namesSayWhatThingsAre() {
    check(classes().that().resideInAPackage("io.mediflow..").should()
        .haveSimpleNameNotEndingWith("Util").andShould().haveSimpleNameNotEndingWith("Utils")
        .andShould().haveSimpleNameNotEndingWith("Manager").andShould().haveSimpleNameNotEndingWith("Helper")
        .andShould().haveSimpleNameNotEndingWith("Impl"));
  }

  @Test
  void noVendorIsNamedInJava() {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String text = read(file).toLowerCase(Locale.ROOT);
      VENDORS.stream()
          .filter(vendor -> text.matches("(?s).*\\b" + vendor + "\\w*\\b.*"))
          .forEach(vendor -> found.add(file + " names " + vendor));
    }
    assertTrue(found.isEmpty(), () -> "Java names mechanisms, packages name vendors: " + found);
  }

  @Test
  void filesAreShort() {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      long lines = read(file).lines().count();
      int limit = file.getFileName().toString().endsWith("Function.java") ? LONGEST_DOOR : LONGEST_FILE;
      if (lines >= limit) {
        found.add(file + " has " + lines + " lines, under " + limit + " are allowed");
      }
    }
    assertTrue(found.isEmpty(), found::toString);
  }

  @Test
  void everyPackageHasADoorSign() {
    List<Path> bare = sources().stream().map(Path::getParent).distinct()
        .filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
    assertTrue(bare.isEmpty(), () -> "no package-info.java in " + bare);
  }

  private void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(own);
  }

  /** {@code io.mediflow.dashboard}, also of a class in a package below it. */
  private static String room(JavaClass one) {
    return one.getPackageName().replaceFirst("^(io\\.mediflow\\.[a-z]+).*", "$1");
  }

  private static DescribedPredicate<JavaClass> shared() {
    return resideInAPackage("io.mediflow.(model|packages|fhir|mapping|ehr|state|watch)..").as("shared");
  }

  private static DescribedPredicate<JavaClass> otherThan(String... packages) {
    return DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(packages))
        .and(DescribedPredicate.describe("no primitive", (JavaClass one) -> !one.getBaseComponentType().isPrimitive()))
        .and(DescribedPredicate.describe("an array of the same", (JavaClass one) -> !one.isArray()))
        .as("outside " + String.join(", ", packages));
  }

  private List<Path> sources() {
    if (!Files.isDirectory(sources)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
