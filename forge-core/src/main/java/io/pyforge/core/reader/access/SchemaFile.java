package io.pyforge.core.reader.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.healthmarketscience.jackcess.Column;
import com.healthmarketscience.jackcess.Index;
import com.healthmarketscience.jackcess.PropertyMap;
import com.healthmarketscience.jackcess.Relationship;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a database says about its tables beyond their rows: {@code _schema.json} with the columns as
 * Access declares them, primary keys, indexes, relationships, saved queries and links.
 */
final class SchemaFile {
  static final String NAME = "_schema.json";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Catalog catalog;
  private final List<AccessTable> tables;

  SchemaFile(Catalog catalog, List<AccessTable> tables) {
    this.catalog = catalog;
    this.tables = tables;
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("format", catalog.format());
      json.writeArrayFieldStart("tables");
      for (AccessTable table : tables) {
        write(json, table);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("relationships");
      for (Relationship relationship : catalog.relationships()) {
        write(json, relationship);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("queries");
      for (Catalog.SavedQuery query : catalog.queries()) {
        json.writeStartObject();
        json.writeStringField("name", query.name());
        json.writeStringField("type", query.type());
        json.writeStringField("sql", query.sql());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("linked_tables");
      for (Catalog.Link link : catalog.links()) {
        json.writeStartObject();
        json.writeStringField("name", link.name());
        json.writeStringField("table", link.table());
        json.writeStringField("database", link.database());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, AccessTable table) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", table.name());
    json.writeArrayFieldStart("columns");
    for (AccessColumn column : table.columns()) {
      write(json, column);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("indexes");
    for (Index index : table.source().getIndexes()) {
      if (index.isForeignKey()) {
        continue; // the relationships tell
      }
      json.writeStartObject();
      json.writeStringField("name", index.getName());
      json.writeBooleanField("primary_key", index.isPrimaryKey());
      json.writeBooleanField("unique", index.isUnique());
      json.writeArrayFieldStart("columns");
      for (Index.Column column : index.getColumns()) {
        json.writeStartObject();
        json.writeStringField("name", column.getName());
        json.writeBooleanField("ascending", column.isAscending());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, AccessColumn column) throws IOException {
    Column source = column.source();
    json.writeStartObject();
    json.writeStringField("name", column.name());
    json.writeStringField("type", column.type().name());
    json.writeStringField("access_type", source.getType().name().toLowerCase(Locale.ROOT));
    if (source.getType().isTextual() && source.getLengthInUnits() > 0) {
      json.writeNumberField("length", source.getLengthInUnits());
    }
    Optional<Boolean> required = isRequired(source);
    if (required.isPresent()) {
      json.writeBooleanField("required", required.get());
    }
    if (source.isAutoNumber()) {
      json.writeBooleanField("auto_number", true);
    }
    if (source.isCalculated()) {
      json.writeBooleanField("calculated", true);
    }
    if (source.isHyperlink()) {
      json.writeBooleanField("hyperlink", true);
    }
    json.writeEndObject();
  }

  /** Empty where the properties of columns are damaged, on which rows do not depend. */
  private static Optional<Boolean> isRequired(Column column) {
    try {
      Object required = column.getProperties().getValue(PropertyMap.REQUIRED_PROP, Boolean.FALSE);
      return Optional.of(Boolean.TRUE.equals(required));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static void write(JsonGenerator json, Relationship relationship) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", relationship.getName());
    json.writeStringField("from_table", relationship.getFromTable().getName());
    names(json, "from_columns", relationship.getFromColumns());
    json.writeStringField("to_table", relationship.getToTable().getName());
    names(json, "to_columns", relationship.getToColumns());
    json.writeBooleanField("enforced", relationship.hasReferentialIntegrity());
    json.writeBooleanField("one_to_one", relationship.isOneToOne());
    json.writeBooleanField("cascade_updates", relationship.cascadeUpdates());
    json.writeBooleanField("cascade_deletes", relationship.cascadeDeletes());
    json.writeEndObject();
  }

  private static void names(JsonGenerator json, String field, List<Column> columns)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Column column : columns) {
      json.writeString(column.getName());
    }
    json.writeEndArray();
  }
}
