package io.pyforge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pyforge.core.Forge;
import io.pyforge.core.report.Preview;
import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of volumes on the command line, from the arguments to the bytes that are stored. */
class VolumeConversionTest {
  private static final String IN = "/Volumes/main/raw/in";
  private static final String OUT = "/Volumes/main/silver/out";
  private static final Path SAMPLES = Path.of("..", "samples", "input");
  private static final Path SALES = SAMPLES.resolve("csv/sales.csv");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path home;
  private final Map<String, String> variables = new TreeMap<>();
  private TestWorkspace workspace;

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start(Settings.usual().withPageSize(2));
    workspace.makeVolume("main", "raw", "in");
    workspace.makeVolume("main", "silver", "out");
    workspace.put(IN + "/sales.csv", Files.readAllBytes(SALES));
    variables.put("DATABRICKS_HOST", workspace.url());
    variables.put("DATABRICKS_TOKEN", workspace.token());
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private CommandLineRun run(Object... arguments) {
    String[] all = new String[arguments.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = arguments[i].toString();
    }
    return CommandLineRun.with(home, variables, all);
  }

  private static Preview rows(Path file) {
    HostEnvironment plain =
        new HostEnvironment(Map.of("PYFORGE_FORCE_CORE", "true"), Map.of("user.home", "/nowhere"));
    try (Forge forge = Forge.create(plain)) {
      return forge.preview(ConversionRequest.of(file.toString()), Optional.empty(), 1000);
    }
  }

  /** The rows of a file of a volume, read by the core from a copy. */
  private Preview stored(String path) throws IOException {
    Path copy = Files.createTempDirectory(home, "copy").resolve(path.replaceFirst(".*/", ""));
    Files.write(copy, workspace.get(path));
    return rows(copy);
  }

  private static void assertSame(Preview found, Preview expected) {
    assertThat(found.rows()).isNotEmpty().isEqualTo(expected.rows());
    assertThat(found.schema().fields()).isEqualTo(expected.schema().fields());
  }

  private List<RecordedRequest> writes() {
    return workspace.requests().of("PUT", "/api/2.0/fs/files");
  }

  @ParameterizedTest
  @CsvSource({
    "csv/sales.csv, parquet", "csv/sales.csv, csv",
    "excel/decimals.xlsx, parquet", "excel/decimals.xlsx, csv",
    "json/array.json, parquet", "json/array.json, csv",
    "sales.parquet, parquet", "sales.parquet, csv",
  })
  void everyDirectionGivesTheRowsOfALocalConversion(String sample, String suffix)
      throws IOException {
    Path input = SAMPLES.resolve(sample);
    if (sample.endsWith(".parquet")) {
      input = home.resolve(sample);
      assertThat(run("convert", SALES, input).status()).isZero();
    }
    Path local = home.resolve("local." + suffix);
    assertThat(run("convert", input, local).status()).isZero();
    Preview expected = rows(local);
    String remote = IN + "/" + input.getFileName();
    workspace.put(remote, Files.readAllBytes(input));

    assertThat(run("convert", input, OUT + "/up." + suffix).err()).isEmpty();
    assertThat(run("convert", remote, home.resolve("down." + suffix)).err()).isEmpty();
    CommandLineRun across = run("convert", remote, "dbfs:" + OUT + "/across." + suffix);

    assertThat(across.status()).isZero();
    assertThat(across.out()).startsWith(remote + " -> dbfs:" + OUT + "/across." + suffix);
    assertSame(stored(OUT + "/up." + suffix), expected);
    assertSame(rows(home.resolve("down." + suffix)), expected);
    assertSame(stored(OUT + "/across." + suffix), expected);
  }

  @Test
  void withoutAnOutputItGoesBesideTheInputInTheVolume() throws IOException {
    CommandLineRun run = run("databricks", "convert", IN + "/sales.csv");
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith(IN + "/sales.csv -> " + IN + "/sales.parquet  12 rows");
    assertThat(workspace.paths()).containsExactly(IN + "/sales.csv", IN + "/sales.parquet");
  }

  @Test
  void jsonNamesTheRouteTheWorkspaceAndThePlatform() throws IOException {
    CommandLineRun run = run("convert", IN + "/sales.csv", OUT + "/a.parquet", "--json");
    JsonNode document = JSON.readTree(run.out());
    assertThat(document.path("success").asBoolean()).isTrue();
    assertThat(document.path("output_path").asText()).isEqualTo(OUT + "/a.parquet");
    assertThat(document.path("row_count").asInt()).isEqualTo(12);
    assertThat(document.path("bytes_out").asLong()).isEqualTo(workspace.size(OUT + "/a.parquet"));
    assertThat(document.path("environment").toString())
        .isEqualTo(
            "{\"platform\":\"local\",\"volume_route\":\"files-api\",\"workspace\":\""
                + workspace.url()
                + "\"}");
  }

  @Test
  void severalTablesBecomeAFolderOfFilesWithTheListOfThemLast() throws IOException {
    assertThat(run("convert", SAMPLES.resolve("excel/several-tables.xlsx"), OUT + "/tables/").err())
        .isEmpty();
    assertThat(workspace.paths()).contains(OUT + "/tables/_pyforge.json");
    assertThat(writes()).last().asString().contains("/tables/_pyforge.json");
    assertThat(writes()).hasSizeGreaterThan(2);
  }

  @Test
  void folderAndPatternOfAVolumeGoIntoAFolderOfAVolume() throws IOException {
    many(5);
    CommandLineRun folder = run("convert", IN + "/many", "-o", OUT + "/all");
    assertThat(folder.status()).isZero();
    assertThat(folder.outLines()).last().asString().startsWith("5 inputs: 5 converted");
    CommandLineRun pattern = run("convert", IN + "/many/s*.csv", "-o", OUT + "/some");
    assertThat(pattern.outLines()).last().asString().startsWith("5 inputs: 5 converted");
    for (int i = 0; i < 5; i++) {
      assertSame(stored(OUT + "/all/s" + i + ".parquet"), rows(SALES));
      assertThat(workspace.get(OUT + "/some/s" + i + ".parquet"))
          .isEqualTo(workspace.get(OUT + "/all/s" + i + ".parquet"));
    }
  }

  @Test
  void resumedBatchWritesNothingTheSecondTime() throws IOException {
    many(6);
    String[] command = {
      "databricks", "batch-convert", IN + "/many", "-o", OUT, "--jobs", "4", "--resume"
    };
    assertThat(run((Object[]) command).outLines()).last().asString().startsWith("6 inputs: 6 conv");
    assertThat(workspace.requests().mostInFlight()).isLessThanOrEqualTo(8);
    workspace.requests().reset();
    CommandLineRun second = run((Object[]) command);
    assertThat(second.status()).isZero();
    assertThat(second.outLines())
        .last()
        .asString()
        .startsWith("6 inputs: 0 converted, 6 skipped, 0 failed");
    assertThat(workspace.requests().all())
        .allMatch(request -> List.of("GET", "HEAD").contains(request.method()));
    assertThat(workspace.requests().of("GET", "/api/2.0/fs/files")).isEmpty();

    workspace.put(IN + "/many/s3.csv", "id\n1\n".getBytes(UTF_8));
    CommandLineRun third = run((Object[]) command);
    assertThat(third.outLines())
        .last()
        .asString()
        .startsWith("6 inputs: 1 converted, 5 skipped, 0 failed");
    assertThat(stored(OUT + "/s3.parquet").rows()).hasSize(1);
  }

  @Test
  void oneOfSeveralFailingLeavesTheOthersDone() throws IOException {
    many(3);
    workspace.deny(IN + "/many/s1.csv", Access.READ);
    CommandLineRun run = run("convert", IN + "/many", "-o", OUT);
    assertThat(run.status()).isEqualTo(9);
    assertThat(run.err()).contains(IN + "/many/s1.csv");
    assertThat(workspace.exists(OUT + "/s0.parquet")).isTrue();
    assertThat(workspace.exists(OUT + "/s1.parquet")).isFalse();
    assertThat(workspace.exists(OUT + "/s2.parquet")).isTrue();
  }

  private void many(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      workspace.put(IN + "/many/s" + i + ".csv", Files.readAllBytes(SALES));
    }
  }

  @Test
  void filesOfVolumesAreLookedAt() throws IOException {
    run("convert", SALES, OUT + "/sales.parquet");
    CommandLineRun info = run("info", OUT + "/sales.parquet", "--json");
    assertThat(JSON.readTree(info.out()).path("tables").get(0).path("row_count").asInt())
        .isEqualTo(12);
    CommandLineRun preview = run("preview", "dbfs:" + IN + "/sales.csv", "--rows", "1");
    assertThat(preview.out()).contains("Ann Lee").doesNotContain("Reed, Tom");
    CommandLineRun validate = run("validate", IN + "/sales.csv", "--deep");
    assertThat(validate.status()).isZero();
    assertThat(validate.out()).contains("valid csv");
  }

  @Test
  void footerIsEnoughForInfoOfALargeFile() throws IOException {
    StringBuilder text = new StringBuilder("id,text\n");
    for (int i = 0; i < 120_000; i++) {
      text.append(i).append(',').append(Long.toHexString(i * 0x9E3779B97F4A7C15L)).append('\n');
    }
    Path csv = Files.writeString(home.resolve("large.csv"), text);
    run("convert", csv, OUT + "/large.parquet", "--compression", "none");
    long size = workspace.size(OUT + "/large.parquet");
    assertThat(size).isGreaterThan(2_000_000);
    workspace.requests().reset();
    assertThat(run("info", OUT + "/large.parquet").out()).contains("120,000 rows");
    assertThat(workspace.requests().sentBytes()).isLessThan(size / 2);
  }

  @Test
  void namesAreCompletedByDefaults() throws IOException {
    variables.put("PYFORGE_DATABRICKS_CATALOG", "main");
    variables.put("PYFORGE_DATABRICKS_SCHEMA", "raw");
    assertThat(run("info", "volume:in/sales.csv").out()).startsWith("volume:in/sales.csv\n");
    variables.put("PYFORGE_DATABRICKS_VOLUME", "in");
    assertThat(run("convert", "volume:sales.csv", "volume:x/y.parquet").status()).isZero();
    assertThat(workspace.exists(IN + "/x/y.parquet")).isTrue();
  }

  @Test
  void settingsFileHasDefaultsToo() throws IOException {
    Files.createDirectories(home.resolve(".pyforge"));
    Files.writeString(
        home.resolve(".pyforge/databricks.yaml"),
        "workspace_url: "
            + workspace.url()
            + "\ndefault_catalog: main\ndefault_schema: raw\nmax_file_size_mb: 1\n");
    variables.remove("DATABRICKS_HOST");
    assertThat(run("info", "volume:in/sales.csv").status()).isZero();
    workspace.put(IN + "/big.csv", new byte[(1 << 20) + 1]);
    CommandLineRun big = run("info", "volume:in/big.csv");
    assertThat(big.status()).isEqualTo(4);
    assertThat(big.err())
        .contains("has 1048577 bytes, and max_file_size_mb allows 1048576")
        .contains("raise max_file_size_mb");
  }

  @Test
  void brokenSettingsAreNamedWhateverIsAsked() throws IOException {
    Files.createDirectories(home.resolve(".pyforge"));
    Files.writeString(home.resolve(".pyforge/databricks.yaml"), "default_catalogue: main\n");
    for (String[] command :
        List.of(new String[] {"info", IN + "/sales.csv"}, new String[] {"databricks", "ls", IN})) {
      CommandLineRun run = run((Object[]) command);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err())
          .contains("databricks.yaml: line 1 is not understood: default_catalogue")
          .doesNotContain("ForgeException");
    }
    assertThat(run("info", SALES).status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/volumes/main/raw/in/sales.csv",
        "/VOLUMES/main/raw/in/sales.csv",
        "Volumes/main/raw/in/sales.csv",
        "dbfs:Volumes/main/raw/in/sales.csv",
        "dbfs:/volumes/main/raw/in/sales.csv",
        "DBFS:/Volumes/main/raw/in/sales.csv",
        "volume:/Volumes/main/raw/in/sales.csv",
      })
  void nearMissesAreToldWhatTheyShouldBe(String location) {
    CommandLineRun run = run("info", location);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines())
        .containsExactly(
            "error: " + location + ": is no location of a volume",
            "  try: did you mean /Volumes/main/raw/in/sales.csv?");
    CommandLineRun convert = run("convert", SALES, location);
    assertThat(convert.status()).isEqualTo(2);
    assertThat(convert.err()).contains("did you mean");
    assertThat(workspace.requests().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Volumes/main/raw/in/../x.csv",
        "/Volumes/main/raw/in//x.csv",
        "/Volumes/main/raw"
      })
  void pathsThatAreNoneAreRefused(String location) {
    assertThat(run("info", location).status()).isEqualTo(2);
    assertThat(run("convert", SALES, location + "/y.parquet").status()).isIn(2, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert", "info", "preview", "validate"})
  void signInComesFromOptionsToo(String command) {
    variables.clear();
    CommandLineRun run =
        run(
            command,
            IN + "/sales.csv",
            "--workspace-url",
            workspace.url(),
            "--token",
            workspace.token());
    assertThat(run.status()).isZero();
  }

  @Test
  void profileIsTheOneThatIsNamed() throws IOException {
    variables.put("DATABRICKS_HOST", "https://elsewhere.invalid");
    Files.writeString(
        home.resolve(".databrickscfg"),
        "[work]\nhost=" + workspace.url() + "\ntoken=" + workspace.token() + "\n");
    assertThat(run("info", IN + "/sales.csv", "--profile", "work").status()).isZero();
    assertThat(run("convert", SALES, OUT + "/a.parquet", "--profile", "work").status()).isZero();
    CommandLineRun missing = run("info", IN + "/sales.csv", "--profile", "nope");
    assertThat(missing.status()).isEqualTo(6);
    assertThat(missing.err()).contains("use one of work");
  }

  @Test
  void verifyReadsBackWhatWasStored() {
    run("convert", SALES, OUT + "/a.parquet", "--verify");
    assertThat(workspace.requests().of("GET", "/api/2.0/fs/files")).hasSize(1);
  }

  @Test
  void optionsForVolumesMeanNothingWithoutOne() {
    CommandLineRun run = run("convert", SALES, home.resolve("a.parquet"), "--verify");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--verify");
  }

  @Test
  void explanationAndPlanNameTheVolume() {
    CommandLineRun plan = run("convert", IN + "/sales.csv", OUT + "/a.parquet", "--dry-run");
    assertThat(plan.status()).isZero();
    assertThat(plan.out())
        .startsWith(IN + "/sales.csv -> " + OUT + "/a.parquet\n")
        .contains("table sales    8 columns");
    assertThat(writes()).isEmpty();
    CommandLineRun explained = run("convert", IN + "/sales.csv", OUT + "/a.parquet", "--explain");
    assertThat(explained.err()).contains("output         " + OUT + "/a.parquet (given)");
    assertThat(explained.out()).startsWith(IN + "/sales.csv -> " + OUT + "/a.parquet  12 rows");
  }

  @Test
  void forbiddenOutputIsToldBeforeTheInputIsRead() {
    workspace.makeFolder(OUT + "/there");
    workspace.deny(OUT, Access.WRITE);
    CommandLineRun run = run("convert", IN + "/sales.csv", OUT + "/there/a.parquet");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.err()).contains("is not permitted").contains("WRITE VOLUME");
    assertThat(workspace.requests().of("GET", "/api/2.0/fs/files")).isEmpty();
  }

  @Test
  void missingInputIsNotFound() {
    CommandLineRun run = run("convert", IN + "/nope.csv", OUT + "/a.parquet");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.errLines())
        .containsExactly(
            "error: " + IN + "/nope.csv: there is no such file",
            "  try: check its name with pyforge databricks ls; letter case counts");
    assertThat(workspace.paths()).containsExactly(IN + "/sales.csv");
  }

  @Test
  void forbiddenInputIsAFailureOfAccess() {
    workspace.deny(IN + "/sales.csv", Access.READ);
    CommandLineRun run = run("convert", IN + "/sales.csv", OUT + "/a.parquet");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.err()).contains(IN + "/sales.csv").contains("READ VOLUME");
  }

  @Test
  void outputThatIsThereStaysUnlessForced() throws IOException {
    workspace.put(OUT + "/a.parquet", "mine".getBytes(UTF_8));
    CommandLineRun run = run("convert", IN + "/sales.csv", OUT + "/a.parquet");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.errLines())
        .containsExactly(
            "error: " + OUT + "/a.parquet: exists already",
            "  try: pass --force to replace it, or name another output");
    assertThat(workspace.get(OUT + "/a.parquet")).isEqualTo("mine".getBytes(UTF_8));
    assertThat(run("convert", IN + "/sales.csv", OUT + "/a.parquet", "--skip-existing").status())
        .isZero();
    assertThat(run("convert", IN + "/sales.csv", OUT + "/a.parquet", "--force").status()).isZero();
    assertSame(stored(OUT + "/a.parquet"), rows(SALES));
  }

  @Test
  void fileMadeMeanwhileIsNotReplaced() {
    workspace.faults().add(FaultRule.on("PUT", "/api/2.0/fs/files/**", Fault.status(409)));
    CommandLineRun run = run("convert", IN + "/sales.csv", OUT + "/a.parquet");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.err()).contains("is there already");
    assertThat(workspace.paths()).containsExactly(IN + "/sales.csv");
  }

  @Test
  void fileThatIsNamedInTwoWaysIsConvertedOnce() {
    CommandLineRun run =
        run("convert", IN + "/sales.csv", "dbfs:" + IN + "/sales.csv", "-o", OUT + "/");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("1 input: 1 converted");
    assertThat(workspace.paths()).containsExactly(IN + "/sales.csv", OUT + "/sales.parquet");
  }

  @Test
  void missingVolumeOfAnOutputIsToldWithTheCommandThatHelps() {
    CommandLineRun run = run("convert", SALES, "/Volumes/main/silver/nope/a.parquet");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.errLines())
        .containsExactly(
            "error: /Volumes/main/silver/nope: there is no such volume",
            "  try: check catalog, schema and volume with pyforge databricks volumes list, or make"
                + " one with volumes create; without USE CATALOG and USE SCHEMA it cannot be seen");
  }

  @Test
  void expiredSignInIsAFailureOfAccessAndShowsNoToken() {
    workspace.expireTokens();
    CommandLineRun run = run("convert", IN + "/sales.csv", OUT + "/a.parquet");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.err())
        .contains("the workspace refuses the sign-in: it is wrong or has run out")
        .contains("pyforge databricks auth setup");
    workspace.secrets().forEach(secret -> assertThat(run.out() + run.err()).doesNotContain(secret));
  }

  @Test
  void noSignInSaysHowToSignIn() {
    variables.clear();
    CommandLineRun run = run("convert", IN + "/sales.csv", home.resolve("a.parquet"));
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.err()).contains("nothing says which Databricks workspace to use");
    variables.put("DATABRICKS_HOST", "http://127.0.0.1:1");
    assertThat(run("convert", IN + "/sales.csv", home.resolve("a.parquet")).err())
        .contains("nothing says how to sign in to http://127.0.0.1:1")
        .contains("set DATABRICKS_HOST and DATABRICKS_TOKEN");
  }

  @Test
  void deadHostIsGivenUpWithinTwentySeconds() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    variables.put("DATABRICKS_HOST", "http://127.0.0.1:" + port);
    long started = System.nanoTime();
    CommandLineRun run = run("convert", IN + "/sales.csv", OUT + "/a.parquet");
    assertThat(run.status()).isEqualTo(8);
    assertThat(run.err())
        .contains("http://127.0.0.1:" + port)
        .contains("pyforge databricks auth test");
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void failureIsADocumentToo() throws IOException {
    CommandLineRun run = run("databricks", "rm", IN + "/nope", "--json");
    assertThat(run.status()).isEqualTo(3);
    assertThat(JSON.readTree(run.out()).path("error").path("code").asText())
        .isEqualTo("input-missing");
  }

  @Test
  void helpOfContributedBuiltInsHasTheirOwnNames() {
    CommandLineRun run = run("databricks", "batch-convert", "--help");
    assertThat(run.outLines())
        .startsWith("Usage: pyforge databricks batch-convert [OPTIONS] INPUT [OUTPUT]")
        .contains("The same as convert.")
        .anyMatch(line -> line.startsWith("  pyforge databricks batch-convert "));
    assertThat(run.out()).contains("--workspace-url");
  }
}
