package io.pyforge.core.reader.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Makes parsers. Aalto is the quick one, and skips document types; the JDK's reads documents that
 * declare entities or default attributes in themselves. Neither opens anything beside the stream.
 */
final class XmlParsers {
  /** What the JDK's parser throws when a document asks for something outside. */
  static final class ExternalEntity extends XMLStreamException {
    private static final long serialVersionUID = 1L;

    ExternalEntity() {
      super("external entity");
    }
  }

  /** Begins the JDK's messages about each of its limits (JAXP 1.5, Limits). */
  private static final String JDK_LIMIT_MARK = "JAXP0001000";

  private static final String ENCODING = "UTF-8";

  /** Properties of the JDK's parser, from {@code jdk.xml} in the module java.xml. */
  private static final String IGNORE_EXTERNAL_DTD =
      "http://java.sun.com/xml/stream/properties/ignore-external-dtd";

  private static final String[] UNLIMITED = {
    "jdk.xml.maxXMLNameLimit", "jdk.xml.elementAttributeLimit", "jdk.xml.maxElementDepth",
  };

  private static final String[] EXPANSION_LIMITS = {
    "jdk.xml.entityExpansionLimit",
    "jdk.xml.totalEntitySizeLimit",
    "jdk.xml.maxGeneralEntitySizeLimit",
    "jdk.xml.maxParameterEntitySizeLimit",
    "jdk.xml.entityReplacementLimit",
  };

  private final InputFactoryImpl aalto = new InputFactoryImpl();
  private final int maxEntityExpansion;

  XmlParsers(int maxEntityExpansion) {
    this.maxEntityExpansion = maxEntityExpansion;
  }

  /** A quick parser, for which entities that a document declares are unknown. */
  XMLStreamReader2 quick(InputStream utf8) throws XMLStreamException {
    return (XMLStreamReader2) aalto.createXMLStreamReader(utf8, ENCODING);
  }

  /** A parser that reads the document type within the document. */
  XMLStreamReader withEntities(InputStream utf8) throws XMLStreamException {
    XMLInputFactory jdk = XMLInputFactory.newDefaultFactory();
    jdk.setProperty(XMLInputFactory.SUPPORT_DTD, true);
    jdk.setProperty(XMLInputFactory.IS_VALIDATING, false);
    jdk.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    jdk.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    // Asked for an external entity, the resolver refuses; without it the text would be dropped.
    jdk.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, true);
    jdk.setXMLResolver(
        (publicId, systemId, base, name) -> {
          throw new ExternalEntity();
        });
    jdk.setProperty(IGNORE_EXTERNAL_DTD, true);
    jdk.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    jdk.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    for (String limit : UNLIMITED) {
      // Ours hold, with options that name them; 0 would mean none, but not for URIs.
      jdk.setProperty(limit, Integer.toString(Integer.MAX_VALUE));
    }
    for (String limit : EXPANSION_LIMITS) {
      jdk.setProperty(limit, Integer.toString(maxEntityExpansion));
    }
    return jdk.createXMLStreamReader(utf8, ENCODING);
  }

  /** Whether a document type within a document says more than the quick parser may skip. */
  static boolean declaresContent(String internalSubset) {
    return internalSubset.contains("<!ENTITY")
        || internalSubset.contains("<!ATTLIST")
        || internalSubset.indexOf('%') >= 0;
  }

  /** Whether a failure is that of a limit for entities. */
  static boolean isExpansionLimit(XMLStreamException e) {
    return e.getMessage() != null && e.getMessage().contains(JDK_LIMIT_MARK);
  }

  /**
   * Whether a parser stumbled over what it read, as aalto-xml does over names with the prefix
   * {@code xmlns}: text that it should have refused in its own way.
   */
  static boolean isParsers(RuntimeException e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      String place = frame.getClassName();
      if (!place.startsWith("java.")) {
        return place.startsWith("com.fasterxml.aalto.") || place.startsWith("com.sun.org.apache.");
      }
    }
    return false;
  }
}
