package io.pyforge.core.reader.excel;

import io.pyforge.core.storage.DecompressionLimit;
import io.pyforge.spi.input.InputSource;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The zip file that a workbook is, as parts by name. Names are compared as the packaging
 * conventions say, without regard to case, and as software writes them: with backslashes, a slash
 * at the start, or percent signs.
 */
final class PackageFile implements Closeable {
  private final ZipFile zip;
  private final String fileName;
  private final String location;
  private final DecompressionLimit limit;
  private final long maxCellBytes;
  private final Map<String, ZipArchiveEntry> entries = new HashMap<>();

  private PackageFile(
      ZipFile zip, String fileName, String location, DecompressionLimit limit, long maxCellBytes) {
    this.zip = zip;
    this.fileName = fileName;
    this.location = location;
    this.limit = limit;
    this.maxCellBytes = maxCellBytes;
    for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
      if (!entry.isDirectory()) {
        entries.putIfAbsent(key(entry.getName()), entry);
      }
    }
  }

  /**
   * Opens it.
   *
   * @param source whose name and location messages give
   * @param channel of the zip file; closed with this, and when opening fails
   * @throws io.pyforge.spi.error.ForgeException INPUT when it is no zip file, or a damaged one
   */
  static PackageFile open(
      InputSource source, SeekableByteChannel channel, DecompressionLimit limit, long maxCellBytes)
      throws IOException {
    try {
      ZipFile zip =
          ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get();
      return new PackageFile(zip, source.name(), source.location(), limit, maxCellBytes);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw ExcelFailures.notReadable(source.name(), "its zip directory is damaged", e);
    }
  }

  /** The file's name. */
  String fileName() {
    return fileName;
  }

  /** A name by which parts are compared. */
  static String key(String name) {
    String plain = name.replace('\\', '/');
    while (plain.startsWith("/")) {
      plain = plain.substring(1);
    }
    if (plain.indexOf('%') >= 0) {
      try {
        plain = URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        // A percent sign that means itself.
      }
    }
    return plain.toLowerCase(Locale.ROOT);
  }

  /** Whether there is such a part. */
  boolean has(String part) {
    return entries.containsKey(key(part));
  }

  /** A part as XML. */
  XmlTokens xml(String part) throws IOException {
    return new XmlTokens(new PartName(fileName, part), stream(part), maxCellBytes);
  }

  /** A part's bytes. */
  PartStream stream(String part) throws IOException {
    PartName name = new PartName(fileName, part);
    @Nullable ZipArchiveEntry entry = entries.get(key(part));
    if (entry == null) {
      throw ExcelFailures.corrupt(name, "is missing", null);
    }
    if (entry.getGeneralPurposeBit().usesEncryption() || !zip.canReadEntryData(entry)) {
      throw ExcelFailures.corrupt(name, "is packed in a way that cannot be unpacked", null);
    }
    return new PartStream(zip, entry, name, limit, location);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
