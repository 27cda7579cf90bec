package io.pyforge.core.reader.excel;

import io.pyforge.core.reader.LocalCopy;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/** Opens a workbook by what its first bytes say it is: a zip file, a container, or bare records. */
final class WorkbookFile {
  private static final int HEAD_BYTES = 1024;

  private WorkbookFile() {}

  /**
   * Opens it and looks at its sheets.
   *
   * @param sampleCells cells of a sheet that are looked at
   */
  static TabularInput open(
      InputSource source, ExcelOptions options, long sampleCells, ReadContext context)
      throws IOException {
    Workbook workbook = workbook(source, options, context);
    try {
      return new ExcelInput(source.name(), workbook, options, sampleCells, context);
    } catch (IOException | RuntimeException e) {
      workbook.close();
      throw e;
    }
  }

  private static Workbook workbook(InputSource source, ExcelOptions options, ReadContext context)
      throws IOException {
    byte[] head;
    try (InputStream in = source.openStream()) {
      head = in.readNBytes(HEAD_BYTES);
    }
    SourceHead start = new SourceHead(source.name(), head, false);
    if (start.startsWith(ExcelReader.ZIP)) {
      return openPackage(source, source.openChannel(), options, context);
    }
    if (start.startsWith(ExcelReader.OLE)) {
      return openOle(source, options, context);
    }
    if (ExcelReader.isBiff(start)) {
      BiffSource records = new OleFile.FileRecords(LocalCopy.of(source, context, ".xls"), null);
      return BiffWorkbook.open(records, source.name(), options.maxSharedStringsBytes(), context);
    }
    throw ExcelFailures.notWorkbook(source.name(), describe(head));
  }

  private static Workbook openPackage(
      InputSource source, SeekableByteChannel channel, ExcelOptions options, ReadContext context)
      throws IOException {
    PackageFile file =
        PackageFile.open(source, channel, options.decompression(), options.maxCellBytes());
    try {
      if (!XmlWorkbook.isIn(file)) {
        Optional<String> binary = BinaryWorkbook.part(file);
        if (binary.isPresent()) {
          return BinaryWorkbook.open(file, binary.get(), options, context);
        }
        throw ExcelFailures.notWorkbook(
            source.name(), "it is a zip file without a list of sheets, such as an ODS document");
      }
      return XmlWorkbook.open(file, options.maxSharedStringsBytes(), context);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Workbook openOle(InputSource source, ExcelOptions options, ReadContext context)
      throws IOException {
    OleFile container = OleFile.open(source, context);
    try {
      if (container.holdsPackage()) {
        Path plain = container.decryptedPackage(options.password());
        container.close();
        return openPackage(
            source, FileChannel.open(plain, StandardOpenOption.READ), options, context);
      }
      return BiffWorkbook.open(
          container.records(options.password()),
          source.name(),
          options.maxSharedStringsBytes(),
          context);
    } catch (IOException | RuntimeException e) {
      container.close();
      throw e;
    }
  }

  private static String describe(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    String lower = start.toLowerCase(Locale.ROOT);
    if (head.length == 0) {
      return "it is empty";
    }
    if (lower.contains("<html") || lower.contains("<table") || lower.startsWith("<!doctype html")) {
      return "it is a web page with a workbook's name";
    }
    if (lower.startsWith("<?xml")) {
      return "it is XML with a workbook's name";
    }
    return "its first bytes are those of none";
  }
}
