package io.pyforge.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each format is seen only through its public reader or writer. */
class FormatPackagesTest {
  private static final String FORMATS = "io\\.pyforge\\.core\\.(reader|writer)\\.[a-z]+";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.pyforge.core");

  @Test
  void aFormatShowsItsReaderOrWriterAndNothingElse() {
    TreeSet<String> shown = new TreeSet<>();
    int looked = 0;
    for (JavaClass type : classes) {
      if (type.getPackageName().matches(FORMATS)
          && type.isTopLevelClass()
          && !type.getSimpleName().equals("package-info")) {
        looked++;
        if (type.getModifiers().contains(JavaModifier.PUBLIC)) {
          shown.add(type.getSimpleName());
        }
      }
    }
    assertThat(looked).isGreaterThan(60);
    assertThat(shown).allMatch(name -> name.endsWith("Reader") || name.endsWith("Writer"));
    assertThat(shown).contains("CsvReader", "ParquetReader", "ParquetWriter");
  }

  @Test
  void noFormatKnowsTheEngine() {
    TreeSet<String> knows = new TreeSet<>();
    for (JavaClass type : classes) {
      if (type.getPackageName().matches(FORMATS)) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(
                d ->
                    d.getTargetClass()
                        .getPackageName()
                        .matches("io\\.pyforge\\.core\\.(engine|extension|config|report)"))
            .forEach(d -> knows.add(d.getDescription()));
      }
    }
    assertThat(knows).isEmpty();
  }
}
