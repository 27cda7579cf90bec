package io.pyforge.core.reader.pdf;

import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.jspecify.annotations.Nullable;

/** What a document says about itself. */
final class DocumentFacts {
  private DocumentFacts() {}

  /** The facts by their public names, in the order they are shown. */
  static Map<String, String> of(PDDocument document, int pages) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("pages", Integer.toString(pages));
    try {
      PDDocumentInformation information = document.getDocumentInformation();
      put(facts, "title", information.getTitle());
      put(facts, "author", information.getAuthor());
      put(facts, "subject", information.getSubject());
      put(facts, "keywords", information.getKeywords());
      put(facts, "creator", information.getCreator());
      put(facts, "producer", information.getProducer());
      put(facts, "created", time(information.getCreationDate()));
      put(facts, "modified", time(information.getModificationDate()));
      put(facts, "pdf_version", String.format(Locale.ROOT, "%.1f", document.getVersion()));
    } catch (RuntimeException e) {
      // The properties of a damaged document say nothing about its pages, which can be read.
      facts.keySet().removeIf(key -> !key.equals("pages"));
    }
    facts.put("encrypted", Boolean.toString(document.isEncrypted()));
    return facts;
  }

  private static void put(Map<String, String> facts, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      facts.put(name, CharacterForms.plain(value.strip()));
    }
  }

  private static @Nullable String time(@Nullable Calendar calendar) {
    return calendar == null
        ? null
        : calendar.toInstant().atOffset(ZoneOffset.UTC).toInstant().toString();
  }
}
