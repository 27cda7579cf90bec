package io.pyforge.core.reader.xml;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Scratch0Test {
  @TempDir Path folder;
  static final String[] F = {
    "<p><name>Ann</name><age>3</age><a x=\"1\"/></p>",
    "<data><items><item id=\"1\"><name>A</name><tag>x</tag><tag>y</tag></item><item id=\"2\"><name>B</name></item></items></data>",
    "<d><r><t>1</t><t>2</t></r><r><t>3</t></r></d>",
    "<d><t>1</t><t>2</t></d>",
    "<orders><order id=\"7\"><cust><name>Z</name><addr><city>P</city></addr></cust><lines><line n=\"1\"><sku>S1</sku><qty>2</qty></line><line n=\"2\"><sku>S2</sku><qty>1</qty></line></lines></order></orders>",
    "<d><x><a>1</a></x><x><a>2</a></x><y><b>3</b></y><y><b>4</b></y></d>",
    "<d><p>Hello <b>big</b> world</p><p>two</p></d>",
    "<r:root xmlns:r=\"http://ex.com/ns\"><r:item r:id=\"1\"><r:v>a</r:v></r:item><r:item r:id=\"2\"><r:v>b</r:v></r:item></r:root>",
    "<rss v=\"2\"><channel><title>T</title><item><t>1</t></item><item><t>2</t></item><total>2</total></channel></rss>",
    "<a><v>1</v></a><?xml version=\"1.0\"?><a><v>2</v></a>",
  };

  @Test
  void show() throws Exception {
    XmlConversions c = new XmlConversions(folder);
    StringBuilder s = new StringBuilder();
    String[][] opts = {
      {},
      {"flatten-strategy", "moderate"},
      {"flatten-strategy", "aggressive"},
      {"array-handling", "concatenate"},
      {"array-handling", "json_string"},
      {"flatten-strategy", "moderate", "array-handling", "json_string"},
      {"flatten-strategy", "moderate", "array-handling", "concatenate"},
      {"flatten-strategy", "aggressive", "array-handling", "concatenate"},
      {"child-tables", "true"},
      {"namespace-handling", "prefix"},
      {"namespace-handling", "strip"}
    };
    for (String f : F) {
      s.append("\n#### " + f + "\n");
      String last = "";
      for (String[] o : opts) {
        String t;
        try {
          t = c.convert(f, o).tables().toString();
        } catch (Throwable e) {
          t = e.toString();
        }
        s.append("-- " + String.join(" ", o) + "\n" + t + "\n");
      }
    }
    java.nio.file.Files.writeString(Path.of("/tmp/xml-scratch/show.txt"), s);
  }
}
