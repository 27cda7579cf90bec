package io.pyforge.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.FailedTable;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The JSON form of conversions: public API, in snake_case, durations in seconds. {@link #read}
 * gives back what {@link #write(ConversionResult)} wrote.
 */
public final class ResultJson {
  private ResultJson() {}

  /** A conversion that was done; {@code success} is false when some of its tables failed. */
  public static String write(ConversionResult result) {
    return JsonText.of(json -> result(json, result));
  }

  /** What became of one input: a result, a failure, or that it was skipped. */
  public static String write(ConversionOutcome outcome) {
    return JsonText.of(json -> outcome(json, outcome));
  }

  /**
   * A conversion, or another question about an input, that failed.
   *
   * @param inputPath the input, or empty when the failure has none
   * @param attempts every engine tried, in order
   */
  public static String failure(
      Optional<String> inputPath, ForgeException failure, List<Attempt> attempts) {
    return JsonText.of(json -> failure(json, inputPath, failure, attempts));
  }

  /** The inputs of a batch in their order, what is about all of them, and a summary. */
  public static String batch(BulkResult batch) {
    int failed = batch.failures().size();
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("success", failed == 0);
          JsonText.array(json, "results", batch.outcomes(), ResultJson::outcome);
          JsonText.array(json, "warnings", batch.notices(), ResultJson::notice);
          json.writeObjectFieldStart("summary");
          json.writeNumberField("total", batch.outcomes().size());
          json.writeNumberField("converted", batch.converted());
          json.writeNumberField("skipped", batch.skipped());
          json.writeNumberField("failed", failed);
          json.writeNumberField("row_count", batch.rowCount());
          json.writeNumberField("bytes_in", batch.bytesIn());
          json.writeNumberField("bytes_out", batch.bytesOut());
          JsonText.seconds(json, "duration_seconds", batch.duration());
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /**
   * Reads a conversion that was done.
   *
   * @throws IllegalArgumentException if the text is not such a document; the message tells where
   */
  public static ConversionResult read(String text) {
    JsonText.Node document = JsonText.parse(text);
    if (!document.field("error").absent()) {
      throw new IllegalArgumentException("the document tells a failure, not a result");
    }
    return new ConversionResult(
        document.field("input_path").text(),
        document.field("output_path").text(),
        document.field("output_format").text(),
        document.field("processing_engine").text(),
        document.field("bytes_in").integer(),
        document.field("bytes_out").integer(),
        document.field("duration_seconds").seconds(),
        document.field("outputs").items().stream().map(ResultJson::readOutput).toList(),
        document.field("failed_tables").items().stream().map(ResultJson::readFailedTable).toList(),
        document.field("warnings").items().stream().map(ResultJson::readNotice).toList(),
        document.field("attempts").items().stream().map(ResultJson::readAttempt).toList(),
        document.field("environment").texts());
  }

  static void notice(JsonGenerator json, Notice notice) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", notice.code());
    json.writeStringField("message", notice.message());
    json.writeEndObject();
  }

  static void columns(JsonGenerator json, Schema schema) throws IOException {
    JsonText.array(
        json,
        "columns",
        schema.fields(),
        (out, field) -> {
          out.writeStartObject();
          out.writeStringField("name", field.name());
          out.writeStringField("type", field.type().name());
          out.writeBooleanField("nullable", field.nullable());
          out.writeEndObject();
        });
  }

  private static void outcome(JsonGenerator json, ConversionOutcome outcome) throws IOException {
    if (outcome instanceof ConversionOutcome.Converted converted) {
      result(json, converted.result());
    } else if (outcome instanceof ConversionOutcome.Failed failed) {
      failure(json, Optional.of(failed.inputPath()), failed.failure(), failed.attempts());
    } else if (outcome instanceof ConversionOutcome.Skipped skipped) {
      json.writeStartObject();
      json.writeBooleanField("success", !skipped.notStarted());
      json.writeBooleanField("skipped", true);
      json.writeStringField("reason", skipped.reason().code());
      json.writeStringField("input_path", skipped.inputPath());
      json.writeStringField("output_path", skipped.outputPath());
      json.writeEndObject();
    } else {
      throw new IllegalStateException("no JSON form for " + outcome.getClass());
    }
  }

  private static void result(JsonGenerator json, ConversionResult result) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("success", result.failedTables().isEmpty());
    json.writeStringField("input_path", result.inputPath());
    json.writeStringField("output_path", result.outputPath());
    json.writeStringField("output_format", result.outputFormat());
    json.writeStringField("processing_engine", result.engine());
    json.writeNumberField("row_count", result.rowCount());
    json.writeNumberField("bytes_in", result.bytesIn());
    json.writeNumberField("bytes_out", result.bytesOut());
    JsonText.seconds(json, "duration_seconds", result.duration());
    JsonText.array(json, "outputs", result.outputs(), ResultJson::output);
    JsonText.array(json, "failed_tables", result.failedTables(), ResultJson::failedTable);
    JsonText.array(json, "warnings", result.notices(), ResultJson::notice);
    JsonText.array(json, "attempts", result.attempts(), ResultJson::attempt);
    JsonText.map(json, "environment", result.environment());
    json.writeEndObject();
  }

  private static void failure(
      JsonGenerator json,
      Optional<String> inputPath,
      ForgeException failure,
      List<Attempt> attempts)
      throws IOException {
    json.writeStartObject();
    json.writeBooleanField("success", false);
    if (inputPath.isPresent()) {
      json.writeStringField("input_path", inputPath.get());
    }
    json.writeObjectFieldStart("error");
    json.writeStringField("kind", failure.kind().name());
    json.writeStringField("code", failure.code());
    json.writeNumberField("exit_code", failure.kind().exitStatus());
    json.writeStringField("problem", failure.problem());
    json.writeStringField("remedy", failure.remedy());
    json.writeEndObject();
    JsonText.array(json, "attempts", attempts, ResultJson::attempt);
    json.writeEndObject();
  }

  private static void output(JsonGenerator json, TableOutput output) throws IOException {
    json.writeStartObject();
    json.writeStringField("table", output.table());
    json.writeStringField("path", output.path());
    json.writeNumberField("row_count", output.rowCount());
    columns(json, output.schema());
    json.writeEndObject();
  }

  private static void failedTable(JsonGenerator json, FailedTable table) throws IOException {
    json.writeStartObject();
    json.writeStringField("table", table.table());
    json.writeStringField("kind", table.kind().name());
    json.writeStringField("code", table.code());
    json.writeStringField("problem", table.problem());
    json.writeEndObject();
  }

  private static void attempt(JsonGenerator json, Attempt attempt) throws IOException {
    json.writeStartObject();
    json.writeStringField("engine", attempt.engine());
    json.writeStringField("outcome", attempt.outcome());
    if (attempt.reason().isPresent()) {
      json.writeStringField("reason", attempt.reason().get());
    }
    JsonText.seconds(json, "duration_seconds", attempt.duration());
    json.writeEndObject();
  }

  private static TableOutput readOutput(JsonText.Node node) {
    List<Field> fields =
        node.field("columns").items().stream()
            .map(
                column ->
                    new Field(
                        column.field("name").text(),
                        ColumnType.parse(column.field("type").text()),
                        column.field("nullable").flag()))
            .toList();
    return new TableOutput(
        node.field("table").text(),
        node.field("path").text(),
        node.field("row_count").integer(),
        new Schema(fields));
  }

  private static FailedTable readFailedTable(JsonText.Node node) {
    return new FailedTable(
        node.field("table").text(),
        ErrorKind.valueOf(node.field("kind").text()),
        node.field("code").text(),
        node.field("problem").text());
  }

  private static Notice readNotice(JsonText.Node node) {
    return new Notice(node.field("code").text(), node.field("message").text());
  }

  private static Attempt readAttempt(JsonText.Node node) {
    return new Attempt(
        node.field("engine").text(),
        node.field("outcome").text(),
        node.field("reason").optionalText(),
        node.field("duration_seconds").seconds());
  }
}
