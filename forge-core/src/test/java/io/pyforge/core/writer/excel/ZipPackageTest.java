package io.pyforge.core.writer.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zip files read back by the JDK and by Commons Compress. */
class ZipPackageTest {
  @TempDir private Path folder;

  /** Small limits stand in for those of 4 GB and 65,534 entries. */
  @ParameterizedTest
  @CsvSource({"4294967294, 65534", "100000, 65534", "1000, 65534", "1, 65534", "4294967294, 2"})
  void bothReadEveryPartWhateverIsWrittenAsZip64(long maxSize, int maxEntries) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    Random random = new Random(3);
    for (int length : new int[] {0, 1, 100, 20_000, 300_000}) {
      byte[] content = new byte[length];
      random.nextBytes(content);
      contents.put("part" + length + ".bin", content);
    }
    Path file = folder.resolve("p.zip");
    Deflater deflater = new Deflater(4, true);
    try (ZipPackage zip = new ZipPackage(Files.newOutputStream(file), maxSize, maxEntries)) {
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        DeflatedPart part = new DeflatedPart(deflater, suffix -> TempFiles.in(folder, suffix));
        byte[] bytes = content.getValue();
        part.write(bytes, 0, bytes.length / 2);
        part.sync();
        part.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        part.finish();
        zip.add(content.getKey(), part);
        part.close();
      }
      zip.finish();
    }
    deflater.end();
    try (java.util.zip.ZipFile jdk = new java.util.zip.ZipFile(file.toFile());
        ZipFile commons = ZipFile.builder().setPath(file).get()) {
      assertThat(jdk.size()).isEqualTo(contents.size());
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        ZipEntry entry = jdk.getEntry(content.getKey());
        assertThat(entry.getSize()).isEqualTo(content.getValue().length);
        try (InputStream in = jdk.getInputStream(entry)) {
          assertThat(in.readAllBytes()).isEqualTo(content.getValue());
        }
        ZipArchiveEntry other = commons.getEntry(content.getKey());
        try (InputStream in = commons.getInputStream(other)) {
          assertThat(in.readAllBytes()).isEqualTo(content.getValue());
        }
      }
    }
  }

  @Test
  void zip64IsNotUsedWhereItIsNotNeeded() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(4, true);
    try (ZipPackage zip = new ZipPackage(out);
        DeflatedPart part = new DeflatedPart(deflater, suffix -> TempFiles.in(folder, suffix))) {
      part.write(new byte[1000], 0, 1000);
      part.finish();
      zip.add("a", part);
      zip.finish();
    }
    deflater.end();
    byte[] bytes = out.toByteArray();
    assertThat(bytes[4]).as("version needed").isEqualTo((byte) 20);
    // The end record alone, without the larger one and its locator before it.
    assertThat(bytes.length).isEqualTo(31 + new DeflatedLength(bytes).value + 47 + 22);
  }

  /** The compressed size in the first local header. */
  private record DeflatedLength(int value) {
    DeflatedLength(byte[] zip) {
      this((zip[18] & 0xFF) | (zip[19] & 0xFF) << 8);
    }
  }
}
