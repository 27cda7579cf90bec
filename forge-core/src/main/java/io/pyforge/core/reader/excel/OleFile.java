package io.pyforge.core.reader.excel;

import io.pyforge.core.reader.LocalCopy;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.ReadContext;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.crypto.Biff8DecryptingStream;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The container that .xls workbooks are in, and encrypted workbooks of any kind: a small file
 * system in a file. Apache POI reads it and takes encryption off; this class alone brings it in.
 */
final class OleFile implements Closeable {
  private static final String[] WORKBOOKS = {"Workbook", "WORKBOOK", "BOOK", "Book"};
  private static final String ENCRYPTED = "EncryptedPackage";
  private static final int LONGEST_PREFIX_RECORDS = 16;

  private final String name;
  private final POIFSFileSystem files;
  private final ReadContext context;

  private OleFile(String name, POIFSFileSystem files, ReadContext context) {
    this.name = name;
    this.files = files;
    this.context = context;
  }

  /**
   * Opens it.
   *
   * @throws io.pyforge.spi.error.ForgeException INPUT when it is damaged
   */
  static OleFile open(InputSource source, ReadContext context) throws IOException {
    Path file = LocalCopy.of(source, context, ".xls");
    try {
      return new OleFile(source.name(), new POIFSFileSystem(file.toFile(), true), context);
    } catch (IOException | RuntimeException e) {
      throw ExcelFailures.notReadable(source.name(), "its directory is damaged", e);
    }
  }

  /** Whether it holds an encrypted .xlsx or .xlsb workbook. */
  boolean holdsPackage() {
    return files.getRoot().hasEntryCaseInsensitive(ENCRYPTED);
  }

  /**
   * Takes the encryption off a workbook that is a zip file.
   *
   * @return a temporary file
   * @throws io.pyforge.spi.error.ForgeException INPUT when the password is missing or wrong
   */
  Path decryptedPackage(Optional<String> password) throws IOException {
    Path plain = context.newTempFile(".xlsx");
    try {
      EncryptionInfo info = new EncryptionInfo(files);
      Decryptor decryptor = Decryptor.getInstance(info);
      unlock(decryptor, password);
      try (InputStream in = decryptor.getDataStream(files)) {
        Files.copy(in, plain, StandardCopyOption.REPLACE_EXISTING);
      }
      return plain;
    } catch (io.pyforge.spi.error.ForgeException e) {
      throw e;
    } catch (EncryptedDocumentException | GeneralSecurityException e) {
      throw ExcelFailures.encryptionUnsupported(name, String.valueOf(e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      throw ExcelFailures.notReadable(name, "what is encrypted is damaged", e);
    }
  }

  /** Tries the password, and the one that Excel itself tries when none is given. */
  private void unlock(Decryptor decryptor, Optional<String> password)
      throws GeneralSecurityException {
    if (decryptor.verifyPassword(Decryptor.DEFAULT_PASSWORD)) {
      return;
    }
    if (password.isEmpty()) {
      throw ExcelFailures.passwordNeeded(name);
    }
    if (!decryptor.verifyPassword(password.get())) {
      throw ExcelFailures.passwordWrong(name, null);
    }
  }

  /**
   * The records of an .xls workbook, without encryption; closing them closes this.
   *
   * @throws io.pyforge.spi.error.ForgeException INPUT when there is no workbook in it, or the
   *     password is missing or wrong
   */
  BiffSource records(Optional<String> password) throws IOException {
    String entry = null;
    for (String candidate : WORKBOOKS) {
      if (entry == null && files.getRoot().hasEntry(candidate)) {
        entry = candidate;
      }
    }
    if (entry == null) {
      String what =
          files.getRoot().hasEntryCaseInsensitive("WordDocument")
              ? "a Word document"
              : "another document of an older Office";
      throw ExcelFailures.notWorkbook(name, "it is " + what);
    }
    BiffSource plain = new Entry(entry);
    @Nullable Path decrypted = decryptedRecords(plain, password);
    if (decrypted == null) {
      return plain;
    }
    return new FileRecords(decrypted, this);
  }

  /** A copy of the records without encryption, or null when there is none. */
  private @Nullable Path decryptedRecords(BiffSource source, Optional<String> password)
      throws IOException {
    PartName part = new PartName(name, "Workbook");
    try (BiffRecords records = new BiffRecords(part, source.open(0))) {
      long before = 0;
      for (int i = 0; i < LONGEST_PREFIX_RECORDS && records.next(); i++) {
        if (records.id() == BiffRecords.FILEPASS) {
          return decrypt(source, before, (int) records.offset(), password);
        }
        if (records.id() == BiffRecords.EOF || records.id() == BiffRecords.BOUNDSHEET) {
          return null;
        }
        before = records.offset();
      }
      return null;
    }
  }

  private Path decrypt(BiffSource source, long filePassAt, int behindIt, Optional<String> password)
      throws IOException {
    Path plain = context.newTempFile(".xls");
    try {
      EncryptionInfo info;
      byte[] record;
      try (InputStream in = source.open(filePassAt)) {
        record = in.readNBytes((int) (behindIt - filePassAt));
      }
      RecordInputStream fields = new RecordInputStream(new ByteArrayInputStream(record));
      fields.nextRecord();
      info = new FilePassRecord(fields).getEncryptionInfo();
      unlock(info.getDecryptor(), password);
      try (InputStream head = source.open(0);
          InputStream rest = source.open(behindIt);
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(plain))) {
        byte[] start = head.readNBytes(behindIt);
        // What says that the rest is encrypted is no longer true: an unknown record in its place.
        start[(int) filePassAt] = (byte) 0xFF;
        start[(int) filePassAt + 1] = (byte) 0x7F;
        out.write(start);
        long length = rest.available(); // the decrypting stream does not know where it ends
        copyDecrypted(new Biff8DecryptingStream(rest, behindIt, info), length, out);
      }
      return plain;
    } catch (io.pyforge.spi.error.ForgeException e) {
      throw e;
    } catch (EncryptedDocumentException | GeneralSecurityException e) {
      throw ExcelFailures.encryptionUnsupported(name, String.valueOf(e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      throw ExcelFailures.notReadable(name, "what is encrypted is damaged", e);
    }
  }

  private static void copyDecrypted(Biff8DecryptingStream in, long length, OutputStream out)
      throws IOException {
    long left = length;
    while (left >= 4) {
      int id = in.readRecordSID();
      byte[] content = new byte[in.readDataSize()];
      int plain = id == BiffRecords.BOUNDSHEET && content.length >= 4 ? 4 : 0; // never encrypted
      in.readPlain(content, 0, plain);
      in.readFully(content, plain, content.length - plain);
      out.write(id);
      out.write(id >> 8);
      out.write(content.length);
      out.write(content.length >> 8);
      out.write(content);
      left -= 4 + content.length;
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  /** The records where the container has them. */
  private final class Entry implements BiffSource {
    private final String entry;

    Entry(String entry) {
      this.entry = entry;
    }

    @Override
    public InputStream open(long offset) throws IOException {
      try {
        DirectoryNode root = files.getRoot();
        DocumentInputStream stream = root.createDocumentInputStream(entry);
        if (offset > stream.available()) {
          throw new IOException("record " + offset + " lies behind the end");
        }
        stream.skip(offset);
        return new CheckedStream(name, new BufferedInputStream(stream, 64 * 1024));
      } catch (IOException | RuntimeException e) {
        throw ExcelFailures.notReadable(name, "its directory is damaged", e);
      }
    }

    @Override
    public void close() throws IOException {
      OleFile.this.close();
    }
  }

  /** Turns what the library throws over a damaged container into our failure. */
  private static final class CheckedStream extends InputStream {
    private final String name;
    private final InputStream stream;

    CheckedStream(String name, InputStream stream) {
      this.name = name;
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return stream.read(into, offset, length);
      } catch (IOException | RuntimeException e) {
        throw ExcelFailures.notReadable(name, "its content is cut off or in a circle", e);
      }
    }

    @Override
    public int available() throws IOException {
      return stream.available();
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /**
   * Records in a file of their own.
   *
   * @param container closed with it, or null
   */
  record FileRecords(Path file, @Nullable Closeable container) implements BiffSource {
    @Override
    public InputStream open(long offset) throws IOException {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(offset);
      return new BufferedInputStream(Channels.newInputStream(channel), 64 * 1024);
    }

    @Override
    public void close() throws IOException {
      if (container != null) {
        container.close();
      }
    }
  }
}
