package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a conversion loads decides how quickly it starts. */
class LoadedClassesTest {
  @TempDir Path folder;

  @Test
  void plainWorkbooksAreReadWithoutAnExcelLibrary() throws Exception {
    String loaded = classesLoadedFor("book.xlsx", new XlsxFile().sheet("s", "a|b", "1|x").bytes());
    assertThat(loaded)
        .contains("io.pyforge.core.reader.excel.XmlSheetRows")
        .doesNotContain("org.apache.poi", "org.apache.logging", "com.fasterxml.aalto");
  }

  @Test
  void otherFormatsLoadTheReaderAndNothingElseOfIt() throws Exception {
    String loaded = classesLoadedFor("a.csv", "a,b\n1,2\n".getBytes());
    List<String> excel =
        loaded.lines().filter(line -> line.contains("io.pyforge.core.reader.excel.")).toList();
    assertThat(loaded).contains("io.pyforge.core.reader.csv.CsvReader");
    assertThat(excel).hasSizeLessThanOrEqualTo(2); // the reader, and its options if asked for
  }

  /** Runs a conversion in a JVM of its own and gives the names of the classes it loaded. */
  private String classesLoadedFor(String name, byte[] content)
      throws IOException, InterruptedException {
    Path input = Files.write(folder.resolve(name), content);
    Path log = folder.resolve("classes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load=info:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                OneConversion.class.getName(),
                input.toString(),
                folder.resolve("out.parquet").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("said"))).isZero();
    return Files.readString(log);
  }
}
