package io.pyforge.databricks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in {@code samples/examples} compile without a warning and do what they say. */
class ExamplesTest {
  private static final Path SAMPLES = Path.of("..", "..", "samples");

  @TempDir Path folder;
  private Path classes;

  @BeforeEach
  void compileAll() throws IOException {
    classes = Files.createDirectories(folder.resolve("classes"));
    List<Path> sources;
    try (Stream<Path> files = Files.list(SAMPLES.resolve("examples"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    assertThat(sources).hasSizeGreaterThanOrEqualTo(3);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-Xlint:all,-processing,-classfile,-path",
              "-Werror",
              "-proc:none",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      boolean done =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(done).as(messages.toString()).isTrue();
    }
  }

  @Test
  void basicConversionTellsWhatItDid() throws Exception {
    Path output = folder.resolve("sales.csv");
    String printed =
        run(
            "BasicConversion",
            SAMPLES.resolve("input/csv/sales.csv").toString(),
            output.toString());
    assertThat(printed.lines())
        .containsExactly(
            "csv, " + Files.size(SAMPLES.resolve("input/csv/sales.csv")) + " bytes",
            "sales: 8 columns",
            output + ": 12 rows",
            "12 rows again, all of them text",
            "OUTPUT output-exists: try pass --force to replace it, or name another output");
    assertThat(Files.readAllLines(output)).hasSize(13);
  }

  @Test
  void serverlessConvertsAFolderAndFailsVisibly() throws Exception {
    Path input = Files.createDirectories(folder.resolve("in"));
    Path output = Files.createDirectories(folder.resolve("out"));
    Files.writeString(input.resolve("a.csv"), "id\n1\n2\n");
    assertThat(run("Serverless", input.toString(), output.toString()))
        .contains("running on local")
        .contains("a.csv: 2 rows");
    assertThat(output.resolve("a.parquet")).isRegularFile();
    assertThatThrownBy(() -> run("Serverless", input.toString(), output.toString()))
        .isInstanceOf(InvocationTargetException.class)
        .hasRootCauseMessage("1 failed: " + output.resolve("a.parquet") + ": exists already");
  }

  private String run(String example, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader.loadClass(example).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
