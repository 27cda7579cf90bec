package io.pyforge.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shape of the modules that this one sees: who may depend on whom, and on what. */
class ArchitectureTest {
  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The test workspace comes as a jar, which that option does not know for tests.
            .withImportOption(location -> !location.contains("/io/pyforge/databricks/server/"))
            .importPackages("io.pyforge");
  }

  @Test
  void theClassesWereFound() {
    assertThat(classes.stream().filter(c -> in(c, "io.pyforge.spi")).count()).isGreaterThan(50);
    assertThat(classes.stream().filter(c -> in(c, "io.pyforge.core")).count()).isGreaterThan(10);
    assertThat(classes.stream().filter(c -> in(c, "io.pyforge.cli")).count()).isGreaterThan(30);
    assertThat(classes.stream().filter(c -> in(c, "io.pyforge.databricks")).count())
        .isGreaterThan(60);
  }

  @Test
  void theContractsDependOnNothingElse() {
    noClasses()
        .that()
        .resideInAPackage("io.pyforge.spi..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("io.pyforge.spi..", "java..", "org.jspecify..")
        .check(classes);
  }

  @Test
  void theCoreKnowsNeitherTheCommandLineNorAnExtension() {
    noClasses()
        .that()
        .resideInAPackage("io.pyforge.core..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.pyforge.cli..",
                "io.pyforge.databricks..",
                "picocli..",
                "ch.qos.logback..",
                "com.databricks..",
                "org.apache.spark.."))
        .check(classes);
  }

  @Test
  void theCommandLineSeesNoFormatStorageOrLibraryOfTheCore() {
    noClasses()
        .that()
        .resideInAPackage("io.pyforge.cli..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.pyforge.core.reader..",
                "io.pyforge.core.writer..",
                "io.pyforge.core.storage..",
                "io.pyforge.core.infer..",
                "io.pyforge.databricks..",
                "org.apache..",
                "com.databricks.."))
        .check(classes);
  }

  @Test
  void theDatabricksExtensionKnowsTheContractsOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.pyforge.databricks..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.pyforge.core..", "io.pyforge.cli..", "ch.qos.logback.."))
        .check(classes);
  }

  @Test
  void whereTheExtensionRunsIsFoundWithoutTheSdk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.pyforge.databricks.environment..",
            "io.pyforge.databricks.volume..",
            "io.pyforge.databricks.config..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("com.databricks..", "org.apache.http..", "picocli.."))
        .check(classes);
  }

  @Test
  void theSdkIsSeenByTheClientAndTheTransportByNobodyElse() {
    noClasses()
        .that()
        .resideInAPackage("io.pyforge.databricks..")
        .and()
        .resideOutsideOfPackage("io.pyforge.databricks.client")
        .and()
        .doNotHaveFullyQualifiedName("io.pyforge.databricks.DatabricksExtension")
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.databricks..", "org.apache.http.."))
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.pyforge.(*).(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void standardStreamsAreTouchedInTheCommandLinesOutputOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.pyforge.cli.output..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(classes);
  }

  @Test
  void theProcessIsEndedInMainOnly() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Main.class.getName())
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(classes);
  }

  @Test
  void noGenericExceptionIsThrown() {
    noClasses()
        .should()
        .callConstructor(RuntimeException.class, String.class)
        .orShould()
        .callConstructor(RuntimeException.class, Throwable.class)
        .orShould()
        .callConstructor(RuntimeException.class, String.class, Throwable.class)
        .orShould()
        .callConstructor(Exception.class, String.class)
        .allowEmptyShould(false)
        .because("users meet ForgeException, callers IllegalArgument- or IllegalStateException")
        .check(
            classes.that(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "not the base of our own exceptions",
                    c -> !c.isAssignableTo(Throwable.class))));
  }

  @Test
  void everyPackageIsNullMarked() {
    TreeSet<String> unmarked = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!type.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent()) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  private static boolean in(JavaClass type, String root) {
    return type.getPackageName().startsWith(root);
  }
}
