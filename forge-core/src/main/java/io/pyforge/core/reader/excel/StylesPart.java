package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the styles of a workbook make of numbers (ECMA-376 part 1, 18.8). */
final class StylesPart {
  private StylesPart() {}

  /** The number formats of the styles of cells, by the index that cells refer to. */
  static NumberFormat[] read(XmlTokens xml) throws IOException {
    Map<Integer, NumberFormat> own = new HashMap<>();
    List<NumberFormat> formats = new ArrayList<>();
    if (xml.nextChild()) {
      while (xml.nextChild()) {
        if (xml.is("numFmts")) {
          while (xml.nextChild()) {
            int id = xml.number("numFmtId", -1);
            String code = xml.attribute("formatCode");
            if (code != null) {
              own.put(id, NumberFormat.of(code));
            }
            xml.skipElement();
          }
        } else if (xml.is("cellXfs")) {
          while (xml.nextChild()) {
            formats.add(format(xml.number("numFmtId", 0), own));
            xml.skipElement();
          }
        } else {
          xml.skipElement();
        }
      }
    }
    return formats.toArray(new NumberFormat[0]);
  }

  /** The format of an id: the workbook's own, else the built-in one. */
  static NumberFormat format(int id, Map<Integer, NumberFormat> own) {
    @Nullable NumberFormat format = own.get(id);
    return format != null ? format : NumberFormat.builtIn(id);
  }
}
