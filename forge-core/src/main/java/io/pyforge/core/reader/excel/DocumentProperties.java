package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads who made a document, when and with what (ECMA-376 part 2, 11 and part 1, 22.2). */
final class DocumentProperties {
  private static final Map<String, String> CORE =
      Map.of(
          "title", "title",
          "subject", "subject",
          "creator", "author",
          "keywords", "keywords",
          "description", "description",
          "category", "category",
          "lastModifiedBy", "last_modified_by",
          "created", "created",
          "modified", "modified");
  private static final Map<String, String> EXTENDED =
      Map.of("Application", "application", "Company", "company");

  private DocumentProperties() {}

  /** What the package says, in the order it does. */
  static Map<String, String> read(PackageFile file, Relationships root) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    read(file, root.target("core-properties").orElse("docProps/core.xml"), CORE, properties);
    read(file, root.target("extended-properties").orElse("docProps/app.xml"), EXTENDED, properties);
    return properties;
  }

  private static void read(
      PackageFile file, String part, Map<String, String> names, Map<String, String> into)
      throws IOException {
    if (!file.has(part)) {
      return;
    }
    try (XmlTokens xml = file.xml(part)) {
      if (!xml.nextChild()) {
        return;
      }
      while (xml.nextChild()) {
        @Nullable String name = names.get(xml.name());
        if (name == null) {
          xml.skipElement();
          continue;
        }
        String text = xml.elementText().strip();
        if (!text.isEmpty()) {
          into.put(name, text);
        }
      }
    }
  }
}
