package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.NestedInput;
import io.pyforge.core.nested.ShapeNode;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An open XML input: its tables, and what there is to say about its documents. */
final class XmlInput implements TabularInput {
  private final NestedInput tables;
  private final XmlRecords records;

  XmlInput(NestedInput tables, XmlRecords records) {
    this.tables = tables;
    this.records = records;
  }

  @Override
  public List<TableInfo> tables() {
    return tables.tables();
  }

  @Override
  public Map<String, String> properties() {
    XmlNames names = records.names();
    ShapeNode top = tables.shape().top();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("encoding", records.text().charset().name());
    List<String> roots =
        top.children().stream().filter(names::isElement).map(names::pathOf).toList();
    properties.put("root_element", String.join(", ", roots).replace("/", ""));
    properties.put(
        "row_element",
        String.join(", ", names.rows().in(top).stream().map(names::pathOf).toList()));
    if (!names.declared().isEmpty()) {
      properties.put("namespaces", String.join(" ", names.declared()));
    }
    String more = tables.allSeen() ? "" : " or more";
    properties.put("documents", records.documents() + more);
    properties.put("elements", records.elements() + more);
    return properties;
  }

  @Override
  public TableScan scan(Set<String> wanted) throws IOException {
    return tables.scan(wanted);
  }

  @Override
  public Optional<PieceSource> pieces(Set<String> wanted) throws IOException {
    return tables.pieces(wanted);
  }

  @Override
  public List<Notice> widen() {
    return tables.widen();
  }

  @Override
  public void close() {
    tables.close();
  }
}
