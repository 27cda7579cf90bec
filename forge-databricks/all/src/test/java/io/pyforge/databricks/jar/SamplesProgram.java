package io.pyforge.databricks.jar;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
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

  /** What some samples need, or what makes a part work that would not otherwise. */
  private static final Map<String, Map<String, String>> OPTIONS =
      Map.of(
          "encrypted.xlsx", Map.of("password", "samples"),
          "over-pages.pdf", Map.of("metadata", "true"),
          "orders.xml", Map.of("child-tables", "true"),
          "orders.parquet", Map.of("child-tables", "true"));

  private SamplesProgram() {}

  /**
   * @param arguments the folder of the inputs, which has a folder for each format; then the names
   *     of those to convert, all when there are none
   */
  public static void main(String[] arguments) throws IOException {
    Thread.currentThread()
        .setContextClassLoader(
            new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader()));
    Path inputs = Path.of(arguments[0]);
    List<String> formats = List.of(arguments).subList(1, arguments.length);
    Map<String, String> told = new TreeMap<>();
    try (Forge forge = Forge.create()) {
      for (Path input : files(inputs)) {
        String format = input.getParent().getFileName().toString();
        if (formats.isEmpty() || formats.contains(format)) {
          for (String to : OUTPUT_FORMATS) {
            convert(forge, input, format, to, told);
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    told.forEach((conversion, what) -> lines.add(conversion + ": " + what));
    Files.write(Path.of("told.txt"), lines);
  }

  private static void convert(
      Forge forge, Path input, String format, String to, Map<String, String> told)
      throws IOException {
    String name = input.getFileName().toString();
    Files.createDirectories(Path.of(format));
    ConversionRequest request =
        ConversionRequest.of(input.toString())
            .withOutput(format + "/" + name + "." + to)
            .withOutputFormat(to);
    for (Map.Entry<String, String> option : OPTIONS.getOrDefault(name, Map.of()).entrySet()) {
      request = request.withOption(option.getKey(), option.getValue());
    }
    String conversion = format + "/" + name + " to " + to;
    try {
      ConversionResult result = forge.convert(request);
      told.put(
          conversion,
          result.rowCount() + " rows " + result.notices().stream().map(Notice::toString).toList());
    } catch (ForgeException e) {
      told.put(conversion, e.kind() + " " + e.code() + " " + e.getMessage());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
