package io.pyforge.core.reader.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.healthmarketscience.jackcess.complex.Attachment;
import com.healthmarketscience.jackcess.complex.ComplexValueForeignKey;
import com.healthmarketscience.jackcess.complex.SingleValue;
import com.healthmarketscience.jackcess.complex.UnsupportedValue;
import com.healthmarketscience.jackcess.impl.ColumnImpl;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several values in one cell as JSON: a list of values, or a list of attachments with their names,
 * types and bytes, the latter in Base64.
 */
final class ComplexJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ComplexJson() {}

  /** The values as a JSON array; null where there are none. */
  static @Nullable String of(ComplexValueForeignKey key) throws IOException {
    StringWriter text = new StringWriter();
    int count;
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartArray();
      count =
          switch (key.getComplexType()) {
            case ATTACHMENT -> attachments(json, key.getAttachments());
            case MULTI_VALUE -> values(json, key.getMultiValues());
            case VERSION_HISTORY -> 0;
            case UNSUPPORTED -> unsupported(json, key.getUnsupportedValues());
          };
      json.writeEndArray();
    }
    return count == 0 ? null : text.toString();
  }

  private static int attachments(JsonGenerator json, List<Attachment> attachments)
      throws IOException {
    for (Attachment attachment : attachments) {
      json.writeStartObject();
      field(json, "name", attachment.getFileName());
      field(json, "type", attachment.getFileType());
      field(json, "url", attachment.getFileUrl());
      field(json, "modified", attachment.getFileLocalTimeStamp());
      field(json, "data", attachment.getFileData());
      json.writeEndObject();
    }
    return attachments.size();
  }

  private static int values(JsonGenerator json, List<SingleValue> values) throws IOException {
    for (SingleValue value : values) {
      write(json, value.get());
    }
    return values.size();
  }

  private static int unsupported(JsonGenerator json, List<UnsupportedValue> values)
      throws IOException {
    for (UnsupportedValue value : values) {
      json.writeStartObject();
      for (Map.Entry<String, Object> entry : value.getValues().entrySet()) {
        field(json, entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
    return values.size();
  }

  private static void field(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      write(json, value);
    }
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof byte[] || ColumnImpl.isRawData(value)) {
      json.writeBinary(ColumnImpl.toByteArray(value));
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal.toPlainString());
    } else if (value instanceof Double || value instanceof Float) {
      json.writeNumber(((Number) value).doubleValue());
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      json.writeNumber(((Number) value).intValue());
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof LocalDateTime moment) {
      json.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment));
    } else {
      json.writeString(value.toString());
    }
  }
}
