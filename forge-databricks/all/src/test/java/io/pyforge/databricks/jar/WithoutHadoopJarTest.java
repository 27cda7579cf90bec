package io.pyforge.databricks.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet is read where there is no Hadoop, as on serverless compute. */
class WithoutHadoopJarTest {
  private static final Path INPUTS = Path.of("..", "..", "samples", "input").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void parquetIsReadAsWithHadoop() throws Exception {
    Path without = Files.createDirectories(folder.resolve("without"));
    Path with = Files.createDirectories(folder.resolve("with"));
    convert(without, ClassPaths.joined(List.of(), ClassPaths.jar(), List.of(ClassPaths.programs())));
    convert(
        with,
        ClassPaths.joined(
            ClassPaths.hadoop(), ClassPaths.jar(), List.of(ClassPaths.programs())));
    assertThat(Files.readAllLines(without.resolve("told.txt")))
        .hasSizeGreaterThanOrEqualTo(12)
        .isEqualTo(Files.readAllLines(with.resolve("told.txt")));
  }

  private static void convert(Path into, List<Path> classPath) throws Exception {
    JarProcess.Ended ended =
        new JarProcess(into, classPath)
            .run(SamplesProgram.class.getName(), INPUTS.toString(), "parquet");
    assertThat(ended.status()).as(ended.err()).isZero();
  }
}
