package io.pyforge.core.report;

import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.result.Notice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code info} tells about a file.
 *
 * @param sizeBytes stored size, -1 when unknown
 * @param properties facts from the reader, in display order
 */
public record FileReport(
    String path,
    String format,
    long sizeBytes,
    Map<String, String> properties,
    List<TableInfo> tables,
    List<Notice> notices) {
  /** Takes copies. */
  public FileReport {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    tables = List.copyOf(tables);
    notices = List.copyOf(notices);
  }
}
