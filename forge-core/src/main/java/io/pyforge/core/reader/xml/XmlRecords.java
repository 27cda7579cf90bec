package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.RecordSource;
import io.pyforge.core.nested.RecordWalker;
import io.pyforge.core.text.TextSource;
import java.io.IOException;

/**
 * The documents of an input. What walks find out for later ones is kept here: names, and whether
 * there are several documents.
 */
final class XmlRecords implements RecordSource {
  private final TextSource text;
  private final XmlOptions options;
  private final XmlNames names;
  private final boolean looksLikeHtml;
  private final long heldBytes;
  private final XmlParsers parsers;
  private long documents;
  private long elements;

  /**
   * @param looksLikeHtml whether the text starts as HTML does, which explains why it is no XML
   * @param heldBytes of a document that are held before rows are taken
   */
  XmlRecords(
      TextSource text, XmlOptions options, XmlNames names, boolean looksLikeHtml, long heldBytes) {
    this.heldBytes = heldBytes;
    this.text = text;
    this.options = options;
    this.names = names;
    this.looksLikeHtml = looksLikeHtml;
    parsers = new XmlParsers(options.maxEntityExpansion());
  }

  TextSource text() {
    return text;
  }

  XmlOptions options() {
    return options;
  }

  XmlNames names() {
    return names;
  }

  XmlParsers parsers() {
    return parsers;
  }

  long heldBytes() {
    return heldBytes;
  }

  boolean looksLikeHtml() {
    return looksLikeHtml;
  }

  String name() {
    return text.source().name();
  }

  /** Most documents that a walk has met so far. */
  long documents() {
    return documents;
  }

  void sawDocuments(long count) {
    documents = Math.max(documents, count);
  }

  /** Most elements that a walk has met so far. */
  long elements() {
    return elements;
  }

  void sawElements(long count) {
    elements = Math.max(elements, count);
  }

  @Override
  public RecordWalker walk() throws IOException {
    return new XmlWalker(
        this, new DocumentStream(text.open(0), text.unchecked(), options.maxTokenBytes()));
  }

  @Override
  public String place(long position) {
    return "line " + position;
  }
}
