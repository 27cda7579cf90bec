package io.pyforge.databricks.jar;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Converts every sample to every output format, into the working directory, and writes beside the
 * outputs what was told about each: rows and notices, or the failure.
 *
 * <p>The thread's context class loader is one that sees nothing of the class path, as that of a
 * notebook is another than the one that loaded the jar.
 */
final class SamplesProgram {
  private static final List<String> OUTPUT_FORMATS = List.of("parquet", "csv", "xlsx", "json");
  private static final List<String> CODECS = List.of("snappy", "zstd", "gzip", "none");

  /** What some samples need, or what makes a part work that would not otherwise. */
  private static final Map<String, Map<String, String>> OPTIONS =
      Map.of(
          "encrypted.xlsx", Map.of("password", "samples"),
          "over-pages.pdf", Map.of("metadata", "true"),
          "orders.xml", Map.of("child-tables", "true"),
          "orders.parquet", Map.of("child-tables", "true"));

  private final Forge forge;
  private final Map<String, String> told = new TreeMap<>();

  private SamplesProgram(Forge forge) {
    this.forge = forge;
  }

  /**
   * @param arguments the folder of the samples, with a folder for each format; a folder of Parquet
   *     files, most of them damaged
   */
  public static void main(String[] arguments) throws IOException {
    Thread.currentThread()
        .setContextClassLoader(
            new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader()));
    try (Forge forge = Forge.create()) {
      SamplesProgram program = new SamplesProgram(forge);
      for (Path sample : files(Path.of(arguments[0]))) {
        program.toEveryFormat(sample);
      }
      program.throughEveryCodec(Path.of(arguments[0], "csv", "sales.csv"));
      for (Path damaged : files(Path.of(arguments[1]))) {
        program.damaged(damaged);
      }
      List<String> lines = new ArrayList<>();
      program.told.forEach((conversion, what) -> lines.add(conversion + ": " + what));
      Files.write(Path.of("told.txt"), lines);
    }
  }

  private void toEveryFormat(Path sample) throws IOException {
    String name = sample.getFileName().toString();
    Path folder = Files.createDirectories(Path.of(sample.getParent().getFileName().toString()));
    for (String to : OUTPUT_FORMATS) {
      ConversionRequest request = request(sample, folder.resolve(name + "." + to));
      for (Map.Entry<String, String> option : OPTIONS.getOrDefault(name, Map.of()).entrySet()) {
        request = request.withOption(option.getKey(), option.getValue());
      }
      if (to.equals("parquet")) {
        // What a codec makes of the same bytes depends on its version, which is the driver's.
        request = request.withOption("compression", "none");
      }
      convert(request);
    }
  }

  /** Written and read again; the files in between are kept where nobody compares them. */
  private void throughEveryCodec(Path sample) throws IOException {
    Path between = Files.createDirectories(Path.of(".between"));
    Path folder = Files.createDirectories(Path.of("codecs"));
    for (String codec : CODECS) {
      Path parquet = between.resolve(codec + ".parquet");
      convert(request(sample, parquet).withOption("compression", codec));
      convert(request(parquet, folder.resolve(codec + ".csv")));
    }
  }

  private void damaged(Path file) throws IOException {
    Path folder = Files.createDirectories(Path.of("damaged"));
    convert(request(file, folder.resolve(file.getFileName() + ".csv")).withInputFormat("parquet"));
  }

  private static ConversionRequest request(Path input, Path output) {
    return ConversionRequest.of(input.toString()).withOutput(output.toString());
  }

  private void convert(ConversionRequest request) {
    String what;
    try {
      ConversionResult result = forge.convert(request);
      what = result.rowCount() + " rows " + result.notices();
    } catch (ForgeException e) {
      what = e.kind() + " " + e.code() + " " + e.getMessage();
    }
    told.put(request.output().orElseThrow(), what);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
