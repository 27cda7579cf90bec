package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyforge.databricks.server.TestWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Databricks plug-in as a folder of jars, and what of it a process loads. */
class DatabricksPluginTest {
  private static final Path PLUGIN = Path.of("..", "forge-databricks", "target", "plugin");
  private static final Path SALES = Path.of("..", "samples", "input", "csv", "sales.csv");
  private static final String IN = "/Volumes/main/raw/in";

  @TempDir private Path folder;
  private TestWorkspace workspace;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isDirectory(PLUGIN), "the plug-in is made when the project is packaged");
    workspace = TestWorkspace.start();
    workspace.makeVolume("main", "raw", "in");
    workspace.put(IN + "/sales.csv", Files.readAllBytes(SALES));
    Files.copy(SALES, folder.resolve("sales.csv"));
  }

  @AfterEach
  void stop() throws IOException {
    if (workspace != null) {
      workspace.close();
    }
  }

  /** A process with the plug-in installed, which it finds in no other way than as a folder. */
  private PyForgeProcess process() throws IOException {
    return PyForgeProcess.in(folder)
        .with("PYFORGE_FORCE_CORE", "false")
        .with("PYFORGE_PLUGIN_PATH", PLUGIN.toRealPath().toString())
        .with("DATABRICKS_HOST", workspace.url())
        .with(
            "JDK_JAVA_OPTIONS",
            "-Dpyforge.class-path-extensions=false -Duser.home="
                + folder
                + " -Xlog:class+load:file="
                + folder.resolve("classes.log"));
  }

  private List<String> loaded(String packages) throws IOException {
    return Files.readAllLines(folder.resolve("classes.log")).stream()
        .map(line -> line.replaceFirst("^(\\[[^]]*])+ *", ""))
        .filter(line -> line.startsWith(packages))
        .toList();
  }

  /**
   * Types that our own classes name in constructors and catch clauses; none of them does anything.
   */
  private void assertOnlyNamesOfTheSdk() throws IOException {
    assertThat(loaded("com.databricks."))
        .extracting(line -> line.replaceFirst(" .*", ""))
        .isSubsetOf(
            "com.databricks.sdk.WorkspaceClient",
            "com.databricks.sdk.core.DatabricksException",
            "com.databricks.sdk.core.CredentialsProvider",
            "com.databricks.sdk.core.http.HttpClient");
  }

  @Test
  void volumesAreReachedThroughThePluginWithoutTheSdk() throws Exception {
    CommandLineRun run =
        process()
            .with("DATABRICKS_TOKEN", workspace.token())
            .run("convert", IN + "/sales.csv", IN + "/sales.parquet");
    assertThat(run.err().lines().filter(line -> !line.startsWith("NOTE: "))).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith(IN + "/sales.csv -> " + IN + "/sales.parquet  12 rows");
    assertThat(workspace.get(IN + "/sales.parquet")).startsWith('P', 'A', 'R', '1');
    assertThat(loaded("io.pyforge.databricks.")).isNotEmpty();
    assertOnlyNamesOfTheSdk();
  }

  @Test
  void tokenOnTheCommandLineIsWarnedOfOnce() throws Exception {
    for (List<String> command :
        List.of(
            List.of("convert", IN + "/sales.csv", IN + "/a.parquet"),
            List.of("databricks", "cp", "sales.csv", IN + "/b.csv"))) {
      String[] arguments = new String[command.size() + 2];
      command.toArray(arguments);
      arguments[command.size()] = "--token";
      arguments[command.size() + 1] = workspace.token();
      CommandLineRun run = process().run(arguments);
      assertThat(run.status()).isZero();
      assertThat(run.errLines())
          .filteredOn(line -> line.contains("a token on a command line can be seen by everybody"))
          .hasSize(1);
      assertThat(run.out() + run.err()).doesNotContain(workspace.token());
    }
  }

  @Test
  void noSecretIsLoggedHoweverMuchIs() throws Exception {
    CommandLineRun done =
        process()
            .with("DATABRICKS_TOKEN", workspace.token())
            .run("convert", IN + "/sales.csv", IN + "/c.parquet", "-v");
    assertThat(done.status()).isZero();
    assertThat(done.err()).contains("DEBUG");
    workspace.expireTokens();
    CommandLineRun refused =
        process()
            .with("DATABRICKS_TOKEN", "dapi-wrong-token")
            .run("convert", IN + "/sales.csv", IN + "/d.parquet", "-v");
    assertThat(refused.status()).isEqualTo(6);
    String printed = done.out() + done.err() + refused.out() + refused.err();
    assertThat(printed).doesNotContain("dapi-wrong-token");
    workspace.secrets().forEach(secret -> assertThat(printed).doesNotContain(secret));
  }

  @Test
  void localConversionLoadsNothingOfIt() throws Exception {
    CommandLineRun run = process().run("convert", "sales.csv", "sales.parquet");
    assertThat(run.status()).isZero();
    assertThat(loaded("io.pyforge.core.")).isNotEmpty();
    assertThat(loaded("io.pyforge.databricks.")).isEmpty();
    assertThat(loaded("com.databricks.")).isEmpty();
    assertThat(workspace.requests().count()).isZero();
  }

  @Test
  void environmentIsToldWithoutTheSdkAndWithoutTheNetwork() throws Exception {
    CommandLineRun run = process().run("databricks", "env", "--json");
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("{\"platform\":\"local\"");
    assertThat(loaded("io.pyforge.databricks.environment.")).isNotEmpty();
    assertOnlyNamesOfTheSdk();
    assertThat(loaded("org.apache.http.")).isEmpty();
    assertThat(workspace.requests().count()).isZero();
  }
}
