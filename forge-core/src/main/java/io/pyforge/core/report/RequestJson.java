package io.pyforge.core.report;

import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.option.OptionValues;

/**
 * The JSON form of a conversion request, by which another process can be asked to run it. Option
 * values are written as they are, passwords too: the text is for a private channel.
 */
public final class RequestJson {
  private RequestJson() {}

  /** The request on one line; choices left open are null. */
  public static String write(ConversionRequest request) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("input_path", request.input());
          JsonText.optional(json, "output_path", request.output());
          JsonText.optional(json, "input_format", request.inputFormat());
          JsonText.optional(json, "output_format", request.outputFormat());
          json.writeBooleanField("force", request.force());
          JsonText.optional(json, "engine", request.engine());
          JsonText.map(json, "options", request.options().asMap());
          json.writeEndObject();
        });
  }

  /**
   * Reads what {@link #write} wrote. Only {@code input_path} must be there.
   *
   * @throws IllegalArgumentException if the text is not such a document; the message tells where
   */
  public static ConversionRequest read(String text) {
    JsonText.Node document = JsonText.parse(text);
    JsonText.Node force = document.field("force");
    JsonText.Node options = document.field("options");
    return new ConversionRequest(
        document.field("input_path").text(),
        document.field("output_path").optionalText(),
        document.field("input_format").optionalText(),
        document.field("output_format").optionalText(),
        !force.absent() && force.flag(),
        document.field("engine").optionalText(),
        options.absent() ? OptionValues.none() : OptionValues.of(options.texts()));
  }
}
