package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.cli.command.Session;
import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of README.md and docs/interpretation are what the program does. A {@code console}
 * block is run line by line in a copy of the samples: {@code $ pyforge ...} (or {@code ./pyforge}),
 * {@code $ cat FILE} and {@code $ echo $?}; what stands below a command is all that it prints,
 * durations and sizes apart. {@code -Dforge.docs=write} writes the outputs anew.
 */
class DocumentedExamplesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path INPUTS = Path.of("samples", "input");
  private static final Path SAMPLES = INPUTS.resolve("csv");
  private static final Pattern CONSOLE = Pattern.compile("(?ms)^```console\n(.*?)^```$");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern FILE =
      Pattern.compile(
          "[\\w./*-]+\\.(csv|gz|zst|tsv|psv|txt|json|jsonl|ndjson|xlsx|xml|gpx|rss|"
              + "mdf|mdb|dbf|zip|parquet|pdf)");
  private static final Pattern MEASURED =
      Pattern.compile("\\b\\d[\\d.,]* (B|KB|MB|s)\\b|(?<=seconds\":)[\\d.E-]+|(?<=_out\":)\\d+");

  /** Bytes that detection looks at; the rows of {@code late.csv} go beyond. */
  private static final int SAMPLE_BYTES = 4 * 1024 * 1024;

  @TempDir private Path folder;
  @TempDir private Path home;
  private int status;

  @BeforeEach
  void copyOfTheSamples() throws IOException {
    Path inputs = ROOT.resolve(INPUTS);
    try (Stream<Path> samples = Files.walk(inputs)) {
      for (Path sample :
          samples.filter(Files::isRegularFile).filter(p -> !isLeftOver(p)).toList()) {
        Path copy = folder.resolve(INPUTS).resolve(inputs.relativize(sample).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(sample, copy);
      }
    }
  }

  @Test
  void readmeShowsWhatTheProgramPrints() throws IOException {
    check(ROOT.resolve("README.md"), folder, 4);
  }

  @Test
  void interpretationOfCsvShowsWhatTheProgramPrints() throws IOException {
    Path samples = folder.resolve(SAMPLES);
    Files.writeString(samples.resolve("late.csv"), late());
    check(ROOT.resolve("docs").resolve("interpretation").resolve("csv.md"), samples, 20);
  }

  @Test
  void interpretationOfXmlShowsWhatTheProgramPrints() throws IOException {
    check(page("xml.md"), folder.resolve(INPUTS).resolve("xml"), 40);
  }

  @Test
  void interpretationOfPdfShowsWhatTheProgramPrints() throws IOException {
    check(page("pdf.md"), folder.resolve(INPUTS).resolve("pdf"), 10);
  }

  @Test
  void interpretationOfExcelShowsWhatTheProgramPrints() throws IOException {
    check(page("excel.md"), folder.resolve(INPUTS).resolve("excel"), 20);
  }

  @Test
  void interpretationOfJsonShowsWhatTheProgramPrints() throws IOException {
    check(page("json.md"), folder.resolve(INPUTS).resolve("json"), 30);
  }

  @Test
  void interpretationOfParquetShowsWhatTheProgramPrints() throws IOException {
    check(page("parquet.md"), folder.resolve(INPUTS).resolve("parquet"), 8);
  }

  @Test
  void interpretationOfMdfShowsWhatTheProgramPrints() throws IOException {
    check(page("mdf.md"), folder.resolve(INPUTS).resolve("mdf"), 6);
  }

  @Test
  void interpretationOfDbfShowsWhatTheProgramPrints() throws IOException {
    check(page("dbf.md"), folder.resolve(INPUTS).resolve("dbf"), 8);
  }

  @Test
  void interpretationOfAccessShowsWhatTheProgramPrints() throws IOException {
    check(page("access.md"), folder.resolve(INPUTS).resolve("access"), 4);
  }

  private static Path page(String name) {
    return ROOT.resolve("docs").resolve("interpretation").resolve(name);
  }

  /** Whether a file was left by whoever tried a sample in place. */
  private static boolean isLeftOver(Path file) {
    return file.toString().endsWith(".parquet") && !file.getParent().endsWith("parquet");
  }

  @Test
  void outputsShowWhatTheProgramPrints() throws IOException {
    Path page = ROOT.resolve("docs").resolve("interpretation").resolve("outputs.md");
    check(page, folder.resolve(SAMPLES), 15);
  }

  @Test
  void javaExampleOfTheReadmeCompilesAndConverts() throws Exception {
    Matcher block = JAVA.matcher(Files.readString(ROOT.resolve("README.md")));
    assertThat(block.find()).isTrue();
    String body = block.group(1);
    String imports = String.join("\n", body.lines().filter(l -> l.startsWith("import ")).toList());
    String code = String.join("\n", body.lines().filter(l -> !l.startsWith("import ")).toList());
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        imports
            + "\npublic class Example { public static void main(String[] args) throws Exception {\n"
            + code.replace("\"samples/", "\"" + folder.toString().replace('\\', '/') + "/samples/")
            + "\n} }\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int failed =
        compiler.run(
            null,
            null,
            null,
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            source.toString());
    assertThat(failed).isZero();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    }
    String info = run(folder, List.of("info", "samples/input/csv/sales.parquet"));
    assertThat(info).contains("zstd", "12 rows, 8 columns", "postcode    text");
  }

  @Test
  void sameInputGivesTheSameBytesHoweverManyThreadsWork() throws IOException {
    Path input = folder.resolve("late.csv");
    Files.writeString(input, (late() + late().substring("id,value\n".length())).repeat(2));
    byte[] alone = Files.readAllBytes(converted(input, 1));
    assertThat(alone).hasSizeGreaterThan(1_000_000);
    assertThat(Files.readAllBytes(converted(input, 4))).isEqualTo(alone);
  }

  private Path converted(Path input, int workers) {
    Path output = folder.resolve(workers + ".parquet");
    HostEnvironment environment =
        new HostEnvironment(
            Map.of("PYFORGE_FORCE_CORE", "true", "PYFORGE_PARALLEL_WORKERS", "" + workers),
            Map.of(
                "user.home", home.toString(),
                "java.io.tmpdir", System.getProperty("java.io.tmpdir")));
    try (Forge forge = Forge.create(environment)) {
      forge.convert(ConversionRequest.of(input.toString()).withOutput(output.toString()));
    }
    return output;
  }

  /** Whole numbers up to the end of what detection sees, and then a word. */
  private static String late() {
    StringBuilder text = new StringBuilder("id,value\n");
    int id = 1;
    while (text.length() <= SAMPLE_BYTES) {
      text.append(id).append(',').append(7 * id++).append('\n');
    }
    return text.append(id).append(",n/a\n").toString();
  }

  private void check(Path page, Path directory, int atLeast) throws IOException {
    String text = Files.readString(page);
    Matcher blocks = CONSOLE.matcher(text);
    StringBuilder actual = new StringBuilder();
    int commands = 0;
    while (blocks.find()) {
      String block = blocks.group(1);
      commands += (int) block.lines().filter(line -> line.startsWith("$ ")).count();
      String now = replayed(block, directory);
      boolean same = !rewritten() && normalized(now).equals(normalized(block));
      blocks.appendReplacement(
          actual, Matcher.quoteReplacement("```console\n" + (same ? block : now) + "```"));
    }
    blocks.appendTail(actual);
    assertThat(commands).as("commands in %s", page).isGreaterThanOrEqualTo(atLeast);
    if (rewritten()) {
      Files.writeString(page, actual);
    }
    assertThat(Files.readString(page)).isEqualTo(actual.toString());
  }

  private static boolean rewritten() {
    return "write".equals(System.getProperty("forge.docs"));
  }

  /** The block with what its commands print now. */
  private String replayed(String block, Path directory) throws IOException {
    StringBuilder result = new StringBuilder();
    for (String line : block.lines().filter(line -> line.startsWith("$ ")).toList()) {
      result.append(line).append('\n').append(output(line.substring(2), directory));
    }
    return result.toString();
  }

  private String output(String command, Path directory) throws IOException {
    if (command.equals("echo $?")) {
      return status + "\n";
    }
    List<String> words = words(command);
    if (words.get(0).equals("cat")) {
      // Pages have LF throughout; that CSV has CR LF is for its own tests.
      String text = Files.readString(directory.resolve(words.get(1))).replace("\r\n", "\n");
      return text.endsWith("\n") ? text : text + "\n";
    }
    assertThat(words.get(0)).isIn("pyforge", "./pyforge");
    return run(directory, words.subList(1, words.size()));
  }

  /** All that a command prints, in order, as if {@code directory} were the current one. */
  private String run(Path directory, List<String> words) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean place = FILE.matcher(word).matches() || i > 0 && words.get(i - 1).equals("-o");
      arguments.add(place ? directory + "/" + word : word);
    }
    StringWriter printed = new StringWriter();
    Session session = CommandLineRun.session(home, printed, printed);
    status = PyForge.run(session, arguments);
    return printed.toString().replace(directory + "/", "").replaceAll("(?m)[ \r]+$", "");
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  private static String normalized(String text) {
    return MEASURED.matcher(text).replaceAll("#");
  }
}
