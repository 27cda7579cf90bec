package io.pyforge.core.corpus;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workbooks: nothing disappears. The oracles tell how many cells each sheet has, what its numbers
 * add up to, and what is in its first rows; where a table begins is a policy that they do not know.
 * So cells are counted: the names of columns, the values, and those that a notice counts must be as
 * many as the cells of the sheets read.
 */
class ExcelCorpusTest {
  private static final Pattern COUNTED = Pattern.compile("(\\d+) cell");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
  private static final Pattern STACKED =
      Pattern.compile("^table (.*) holds the rows of (\\d+) sheets");
  private static final Pattern JOINED =
      Pattern.compile("the names of table (.*) join the (\\d+) cells");
  private static final Pattern DAYS =
      Pattern.compile("(?:(-?\\d+) days?, )?(\\d+):(\\d\\d):(\\d\\d)(\\.\\d+)?");
  private static final Pattern SMALL_DATE = Pattern.compile("1904-01-(\\d\\d)T(\\d\\d):.*");
  private static final Set<String> COUNTING =
      Set.of(
          "notes-left-out",
          "totals-left-out",
          "hidden-cells",
          "error-cells",
          "blank-texts",
          "blank-texts-outside",
          "cells-repeated");

  /** What the tools that made the oracles see otherwise, and agree on, in a part of the files. */
  private static final double SAME = 1e-9;

  @TempDir Path out;

  @Test
  void xlsxLosesNothing() throws Exception {
    new CorpusRun(out).check("xlsx", 0.98, ExcelCorpusTest::difference);
  }

  @Test
  void xlsLosesNothing() throws Exception {
    new CorpusRun(out).check("xls", 0.98, ExcelCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    String password = (String) oracle.json().get("password");
    boolean encrypted = "password-error-without-password".equals(oracle.json().get("expect"));
    if (encrypted) {
      try {
        forge.convert(request(file, out));
        return Optional.of("was read without its password");
      } catch (ForgeException e) {
        if (!e.code().equals("password-needed")) {
          return Optional.of("without a password: " + e.code() + ": " + e.problem());
        }
      }
      if (password == null) {
        return Optional.empty();
      }
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (Object sheet :
        Oracle.list(oracle.json().get(encrypted ? "sheetsWithPassword" : "sheets"))) {
      all.add(Oracle.map(sheet));
    }
    boolean mayFail = oracle.json().containsKey("expect") && !encrypted;
    ConversionRequest request = request(file, out);
    if (password != null) {
      request = request.withOption("password", password);
    }
    List<Map<String, Object>> visible =
        all.stream().filter(sheet -> sheet.get("state").equals("visible")).toList();
    Optional<String> difference = difference(forge, request, visible, mayFail, false);
    return difference.isPresent() || all.isEmpty()
        ? difference
        : difference(
            forge,
            request.withOption("include-hidden", "true").withOutput(out + "-all.parquet"),
            all,
            mayFail,
            true);
  }

  private static Optional<String> difference(
      Forge forge,
      ConversionRequest request,
      List<Map<String, Object>> sheets,
      boolean mayFail,
      boolean everything)
      throws IOException {
    ConversionResult result;
    try {
      result = forge.convert(request);
    } catch (ForgeException e) {
      if (mayFail || sheets.isEmpty()) {
        throw e;
      }
      return e.code().equals("no-tables") && cells(sheets) == 0
          ? Optional.empty()
          : Optional.of(e.code() + ": " + e.problem());
    }
    return sheets.isEmpty() ? Optional.empty() : difference(result, sheets, everything);
  }

  private static ConversionRequest request(Path file, Path out) {
    return ConversionRequest.of(file.toString()).withOutput(out + ".parquet").withForce(true);
  }

  private static long cells(List<Map<String, Object>> sheets) {
    return sheets.stream().mapToLong(sheet -> Long.parseLong(sheet.get("cells").toString())).sum();
  }

  private static Optional<String> difference(
      ConversionResult result, List<Map<String, Object>> sheets, boolean everything) {
    Contents contents = new Contents();
    for (TableOutput output : result.outputs()) {
      contents.add(output, headerCells(output, result.notices()));
    }
    long counted = 0;
    for (Notice notice : result.notices()) {
      contents.addMessage(notice.message());
      Matcher number = COUNTED.matcher(notice.message());
      if (COUNTING.contains(notice.code()) && number.find()) {
        counted += Long.parseLong(number.group(1));
      }
    }
    long expected = cells(sheets);
    if (contents.names + contents.values + counted != expected) {
      return Optional.of(
          "cells: %d names, %d values and %d in notices, expected %d; notices %s"
              .formatted(contents.names, contents.values, counted, expected, result.notices()));
    }
    if (!everything) {
      return Optional.empty(); // cells in hidden rows and columns are counted only
    }
    for (Map<String, Object> sheet : sheets) {
      for (Object row : Oracle.list(sheet.get("sample"))) {
        for (Object cell : Oracle.list(row)) {
          String text = String.valueOf(Oracle.list(cell).get(1));
          if (!contents.holds(text)) {
            return Optional.of("the cell '" + text + "' of sheet " + sheet.get("name"));
          }
        }
      }
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Map<String, Object> sheet : sheets) {
      if (sheet.get("numberSum") != null) {
        sum = sum.add(new BigDecimal(sheet.get("numberSum").toString()));
      }
    }
    return contents.sumIs(sum)
        ? Optional.empty()
        : Optional.of("numbers add up to " + contents.sums() + ", expected " + sum);
  }

  /** Cells that gave names: one for each column that has one, on every sheet of the table. */
  private static long headerCells(TableOutput output, List<Notice> notices) {
    long sheets = 1;
    long joined = 0;
    int several = 0;
    for (Notice notice : notices) {
      Matcher stacked = STACKED.matcher(notice.message());
      if (stacked.find() && stacked.group(1).equals(output.table())) {
        sheets = Long.parseLong(stacked.group(2));
      }
      Matcher join = JOINED.matcher(notice.message());
      if (join.find() && join.group(1).equals(output.table())) {
        joined += Long.parseLong(join.group(2));
        several++;
      }
    }
    long named =
        output.schema().fields().stream().filter(f -> !f.name().matches("column_\\d+")).count();
    return joined + (sheets - several) * named;
  }

  /** All that became of a workbook. */
  private static final class Contents {
    final Set<String> texts = new HashSet<>();
    final Set<BigDecimal> numbers = new HashSet<>();
    final List<String> messages = new ArrayList<>();
    long names;
    long values;
    BigDecimal typed = BigDecimal.ZERO;
    BigDecimal inText = BigDecimal.ZERO;
    BigDecimal noted = BigDecimal.ZERO;

    void add(TableOutput output, long headerCells) {
      names += headerCells;
      List<Field> fields = output.schema().fields();
      fields.forEach(field -> addText(field.name()));
      for (List<@Nullable String> row : ParquetReadback.agreed(Path.of(output.path()))) {
        for (int i = 0; i < row.size(); i++) {
          String value = row.get(i);
          if (value == null || value.isEmpty()) {
            continue;
          }
          values++;
          addText(value);
          BigDecimal number = number(value);
          if (number == null) {
            continue;
          }
          if (isNumber(fields.get(i).type())) {
            typed = typed.add(number);
          } else {
            inText = inText.add(number);
          }
        }
      }
    }

    void addMessage(String message) {
      messages.add(message);
      Matcher quoted = QUOTED.matcher(message);
      while (quoted.find()) {
        BigDecimal number = number(quoted.group(1));
        if (number != null) {
          noted = noted.add(number);
        }
      }
    }

    private void addText(String text) {
      texts.add(plain(text));
      BigDecimal number = number(text);
      if (number != null) {
        numbers.add(rounded(number));
      }
    }

    /** Whether a cell is among names, values and what notices tell. */
    boolean holds(String cell) {
      String text = plain(cell);
      if (text.isEmpty() || texts.contains(text) || texts.contains(withoutMidnight(text))) {
        return true;
      }
      if (text.equals("True") || text.equals("False")) {
        return texts.contains(text.toLowerCase(java.util.Locale.ROOT));
      }
      BigDecimal number = number(text);
      if (number != null && numbers.contains(rounded(number))) {
        return true;
      }
      Matcher days = DAYS.matcher(text);
      if (days.matches()) {
        return holdsDuration(
            days.group(1) == null ? 0 : Long.parseLong(days.group(1)), days.group(2), text);
      }
      Matcher date = SMALL_DATE.matcher(text);
      if (date.matches()) { // xlrd has no durations: they are dates at the start of the calendar
        return holdsDuration(Long.parseLong(date.group(1)) - 1, date.group(2), text);
      }
      if (text.startsWith("#")) { // an error: no value, and counted
        return messages.stream().anyMatch(message -> message.startsWith("cells with an error"));
      }
      if (messages.stream().anyMatch(message -> message.contains("the names of table"))
          && texts.stream().anyMatch(name -> name.contains(text))) {
        return true;
      }
      String begin = text.length() > 50 ? text.substring(0, 50) : text;
      return messages.stream().anyMatch(message -> message.contains(begin));
    }

    private boolean holdsDuration(long days, String hours, String text) {
      String clock =
          "%02d%s".formatted(days * 24 + Long.parseLong(hours), text.substring(text.indexOf(':')));
      return texts.contains(clock);
    }

    /**
     * Numbers beside text in a column are text, so their sum may be in either place; text that
     * looks like a number is then among them.
     */
    boolean sumIs(BigDecimal sum) {
      BigDecimal all = typed.add(noted);
      return same(all, sum) || same(all.add(inText), sum) || inText.signum() != 0;
    }

    String sums() {
      return typed + " and " + inText + " in text";
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
      double difference = one.subtract(other).abs().doubleValue();
      return difference <= SAME * Math.max(1, other.abs().doubleValue());
    }

    /** As all tools give texts: without the escapes that some leave, blanks at the ends apart. */
    private static String plain(String text) {
      return text.replace("_x000D_", "\r").strip();
    }

    private static String withoutMidnight(String text) {
      return text.replace("T00:00:00", "");
    }

    private static BigDecimal rounded(BigDecimal number) {
      BigDecimal rounded = number.round(new MathContext(12));
      return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }

    private static boolean isNumber(ColumnType type) {
      return type instanceof ColumnType.Int64
          || type instanceof ColumnType.Float64
          || type instanceof ColumnType.Decimal;
    }

    private static @Nullable BigDecimal number(String text) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }
}
