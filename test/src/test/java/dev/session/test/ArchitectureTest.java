package dev.session.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The rules of the layout (DESIGN 1) over the classes of all modules.
final class ArchitectureTest {
  private static final String CLI = "dev.session.cli..";
  private static final String HOST = "dev.session.host..";

  /// Everything that is not a part of the two programs.
  private static final DescribedPredicate<JavaClass> PROTOCOL =
      resideInAnyPackage("dev.session..").and(resideOutsideOfPackages(CLI, HOST)).as("protocol");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.session");

  /// A scan that finds nothing, or only a part, would satisfy every rule below.
  @Test
  void scanFindsTheClassesOfAllModules() {
    assertAll(
        () -> assertAtLeast(200, resideInAnyPackage(CLI)),
        () -> assertAtLeast(60, resideInAnyPackage(HOST)),
        () -> assertAtLeast(300, PROTOCOL));
  }

  @Test
  void cliAndHostDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HOST)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(HOST)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
        .check(CLASSES);
  }

  @Test
  void protocolKnowsNeitherProgramNorTheirLibraries() {
    noClasses()
        .that(PROTOCOL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CLI, HOST, "io.micronaut..", "com.pty4j..", "com.googlecode.lanterna..")
        .check(CLASSES);
  }

  @Test
  void protocolWritesToNoStreamOrLog() {
    noClasses().that(PROTOCOL).should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    noClasses()
        .that(PROTOCOL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.session.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    var packages = new TreeSet<String>();
    for (var type : CLASSES) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        packages.add(type.getPackageName());
      }
    }
    assertTrue(packages.isEmpty(), () -> "no @NullMarked package-info in " + packages);
  }

  private static void assertAtLeast(int count, DescribedPredicate<? super JavaClass> which) {
    var found = CLASSES.that(which).size();
    assertTrue(found >= count, () -> "found " + found + " classes that " + which.getDescription());
  }
}
