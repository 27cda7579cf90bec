package io.pyforge.databricks.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.jar.JarProcess.Ended;
import io.pyforge.databricks.task.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a task, as a command of a shell, and with nothing else on the class path. */
class TaskJarTest {
  private static final String SHELL_MAIN = "io.pyforge.cli.Main";

  @TempDir Path folder;
  private JarProcess alone;

  @BeforeEach
  void writeInput() throws Exception {
    Files.writeString(folder.resolve("sales.csv"), "id,name\n1,Ann\n2,Bob\n");
    alone = new JarProcess(folder, List.of(ClassPaths.jar()));
  }

  @Test
  void taskConvertsAndPrintsItsResult() throws Exception {
    Ended ended = alone.run(Main.class.getName(), "convert", "sales.csv", "sales.json", "--json");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("\"success\":true").contains("\"row_count\":2");
    assertThat(Files.readString(folder.resolve("sales.json")))
        .contains("\"id\":1,\"name\":\"Ann\"")
        .contains("\"id\":2,\"name\":\"Bob\"");
  }

  @Test
  void failedTaskEndsInAnExceptionThatSaysWhatAndHow() throws Exception {
    Ended ended = alone.run(Main.class.getName(), "convert", "gone.csv");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .contains("Exception in thread \"main\" io.pyforge.spi.error.ForgeException: gone.csv")
        .contains("there is no such file / check the spelling");
  }

  @Test
  void driverOutlivesFailedTasks() throws Exception {
    JarProcess driver =
        new JarProcess(
            folder, ClassPaths.joined(List.of(), ClassPaths.jar(), List.of(ClassPaths.programs())));
    Ended ended =
        driver.run(
            TasksProgram.class.getName(),
            words("convert gone.csv ; convert sales.csv ; convert sales.csv ; nonsense ; formats"));
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out().lines().filter(line -> line.contains("TASK") || line.contains("DRIVER")))
        .hasSize(6)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("TASK FAILED NOT_FOUND gone.csv"),
            line -> assertThat(line).isEqualTo("TASK DONE"),
            line -> assertThat(line).startsWith("TASK FAILED OUTPUT sales.parquet"),
            line -> assertThat(line).startsWith("TASK FAILED USAGE").contains("nonsense"),
            line -> assertThat(line).isEqualTo("TASK DONE"),
            line -> assertThat(line).isEqualTo("DRIVER STILL THERE"));
  }

  @Test
  void shellGetsTheStatusOfTheCommand() throws Exception {
    assertThat(alone.run(SHELL_MAIN, "convert", "gone.csv").status()).isEqualTo(3);
    assertThat(alone.run(SHELL_MAIN, "convert", "sales.csv", "sales.xlsx").status()).isZero();
    Ended again = alone.run(SHELL_MAIN, "info", "sales.xlsx", "--json");
    assertThat(again.out()).contains("\"row_count\":2");
  }

  private static String[] words(String text) {
    return text.split(" ");
  }
}
