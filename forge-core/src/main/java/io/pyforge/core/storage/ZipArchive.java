package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceStat;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive as a list of inputs, one for each file in it. Names in the archive are shown, never
 * used as paths. The archive is closed with the last of its members.
 *
 * <p>commons-compress rather than the JDK reads it: Windows packs large files by a method
 * (Deflate64) that the JDK does not know, and one such member makes the JDK refuse the whole
 * archive.
 */
final class ZipArchive {
  private static final String LABEL = "zip";
  private static final String CONTENT_TYPES = "[Content_Types].xml";

  private final InputSource raw;
  private final ZipFile zip;
  private final DecompressionLimit limit;
  private int open;

  private ZipArchive(InputSource raw, ZipFile zip, DecompressionLimit limit) {
    this.raw = raw;
    this.zip = zip;
    this.limit = limit;
  }

  /** Whether data that starts with {@code head} may be a zip archive, an empty one included. */
  static boolean recognises(byte[] head) {
    return head.length > 3
        && head[0] == 'P'
        && head[1] == 'K'
        && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
  }

  /**
   * The members, in the order they are stored; null when the archive is a document of its own kind,
   * such as a workbook.
   */
  static @Nullable List<InputSource> members(
      InputSource raw, PrivateTemp temp, DecompressionLimit limit) throws IOException {
    SeekableByteChannel channel = raw.openChannel();
    ZipFile zip;
    try {
      zip = ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw StorageFailures.compressedDataDamaged(raw.location(), LABEL, e);
    }
    try {
      if (isDocument(zip)) {
        zip.close();
        return null;
      }
      return new ZipArchive(raw, zip, limit).members(temp);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /**
   * Office Open XML has a list of content types, whatever slashes and letter case its writer likes;
   * OpenDocument and EPUB begin with their type.
   */
  private static boolean isDocument(ZipFile zip) {
    if (zip.getEntry(CONTENT_TYPES) != null || zip.getEntry("mimetype") != null) {
      return true;
    }
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      String name = entry.getName();
      boolean inRoot = name.indexOf('/', 1) < 0 && name.indexOf('\\', 1) < 0;
      if (inRoot && lastPart(name).equalsIgnoreCase(CONTENT_TYPES)) {
        return true;
      }
    }
    return false;
  }

  private List<InputSource> members(PrivateTemp temp) {
    List<ZipArchiveEntry> entries = new ArrayList<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
      if (!entry.isDirectory() && isData(entry.getName())) {
        entries.add(entry);
      }
    }
    if (entries.isEmpty()) {
      throw StorageFailures.archiveEmpty(raw.location());
    }
    Map<String, Integer> uses = new HashMap<>();
    entries.forEach(entry -> uses.merge(lastPart(entry.getName()), 1, Integer::sum));
    List<InputSource> members = new ArrayList<>();
    for (ZipArchiveEntry entry : entries) {
      String shown = printable(entry.getName());
      if (entry.getGeneralPurposeBit().usesEncryption()) {
        throw StorageFailures.archiveEncrypted(raw.location(), shown);
      }
      if (!zip.canReadEntryData(entry)) {
        throw StorageFailures.archiveMethodUnsupported(raw.location(), shown, entry.getMethod());
      }
      String last = lastPart(entry.getName());
      // Two folders may hold a file of one name: the whole path tells them apart.
      boolean alone = Integer.valueOf(1).equals(uses.get(last));
      String name = printable(alone ? last : entry.getName().replaceAll("[/\\\\]+", "_"));
      Member member = new Member(entry, name, members);
      members.add(new DecompressedSource(name, raw.location() + "!/" + shown, member, temp));
    }
    open = members.size();
    return members;
  }

  private synchronized void closeOne() throws IOException {
    if (--open == 0) {
      try {
        zip.close();
      } finally {
        raw.close();
      }
    }
  }

  private static boolean isData(String entry) {
    return !entry.startsWith("__MACOSX/") && !lastPart(entry).startsWith(".");
  }

  private static String lastPart(String entry) {
    return entry.substring(Math.max(entry.lastIndexOf('/'), entry.lastIndexOf('\\')) + 1);
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private final class Member implements DecompressedSource.Stored {
    private final ZipArchiveEntry entry;
    private final String name;
    private final List<InputSource> all;

    Member(ZipArchiveEntry entry, String name, List<InputSource> all) {
      this.entry = entry;
      this.name = name;
      this.all = all;
    }

    @Override
    public Optional<InputSource> companion(String suffix) {
      return all.stream().filter(m -> CompanionName.is(m.name(), name, suffix)).findFirst();
    }

    @Override
    public InputStream openContent() throws IOException {
      String location = raw.location() + "!/" + printable(entry.getName());
      try {
        return new MemberStream(zip.getInputStream(entry), location, entry);
      } catch (IOException | RuntimeException e) {
        throw damaged(location, e);
      }
    }

    @Override
    public SourceStat stat() {
      return new SourceStat(
          entry.getCompressedSize(),
          Optional.ofNullable(entry.getLastModifiedDate()).map(Date::toInstant),
          Optional.empty());
    }

    @Override
    public void close() throws IOException {
      closeOne();
    }
  }

  private static ForgeException damaged(String location, Exception cause) {
    return StorageFailures.compressedDataDamaged(location, LABEL, cause);
  }

  /** Checks what the library leaves to its callers: the limit, the length and the checksum. */
  private final class MemberStream extends FilterInputStream {
    private final String location;
    private final ZipArchiveEntry entry;
    private final CRC32 crc = new CRC32();
    private long produced;

    MemberStream(InputStream in, String location, ZipArchiveEntry entry) {
      super(in);
      this.location = location;
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count;
      try {
        count = in.read(into, offset, length);
      } catch (IOException | RuntimeException e) {
        throw damaged(location, e);
      }
      if (count > 0) {
        crc.update(into, offset, count);
        produced += count;
        limit.check(produced, Math.max(entry.getCompressedSize(), 1), location);
      } else if (count < 0) {
        if (produced != entry.getSize()) {
          throw damaged(
              location,
              new ZipException(produced + " bytes where " + entry.getSize() + " are promised"));
        }
        if (crc.getValue() != entry.getCrc()) {
          throw damaged(location, new ZipException("the checksum does not match"));
        }
      }
      return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long skipped = 0;
      byte[] sink = new byte[8192];
      while (skipped < wanted) {
        int count = read(sink, 0, (int) Math.min(sink.length, wanted - skipped));
        if (count < 0) {
          break;
        }
        skipped += count;
      }
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
