package io.pyforge.core.reader.excel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Damages packages in known places. */
final class Damage {
  private Damage() {}

  /** Cuts off the second half of one of the binary parts, in a package that is whole otherwise. */
  static byte[] cutPart(byte[] file, int number) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    int binary = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readAllBytes();
        if (entry.getName().endsWith(".bin") && binary++ == number) {
          content = Arrays.copyOf(content, content.length / 2 + 1);
        }
        parts.put(entry.getName(), content);
      }
    }
    return XlsxFile.zip(parts);
  }
}
