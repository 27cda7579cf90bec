package io.pyforge.core;

import io.pyforge.core.extension.ExtensionRegistry;
import io.pyforge.core.reader.access.AccessReader;
import io.pyforge.core.reader.csv.CsvReader;
import io.pyforge.core.reader.dbf.DbfReader;
import io.pyforge.core.reader.excel.ExcelReader;
import io.pyforge.core.reader.json.JsonReader;
import io.pyforge.core.reader.mdf.MdfReader;
import io.pyforge.core.reader.parquet.ParquetReader;
import io.pyforge.core.reader.pdf.PdfReader;
import io.pyforge.core.reader.xml.XmlReader;
import io.pyforge.core.storage.LocalStorage;
import io.pyforge.core.storage.PrivateTemp;
import io.pyforge.core.writer.csv.CsvWriter;
import io.pyforge.core.writer.excel.XlsxWriter;
import io.pyforge.core.writer.json.JsonWriter;
import io.pyforge.core.writer.parquet.ParquetWriter;
import io.pyforge.core.writer.text.TextWriter;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.writer.FormatWriter;
import java.util.List;

/**
 * The built-in formats and files of this machine, registered as any plug-in would. A new built-in
 * format is added here.
 */
final class CoreExtension implements ForgeExtension {
  private static final int SPI_LEVEL = 1;

  private final PrivateTemp temp;

  CoreExtension(PrivateTemp temp) {
    this.temp = temp;
  }

  @Override
  public String id() {
    return ExtensionRegistry.RESERVED_ID;
  }

  @Override
  public int spiLevel() {
    return SPI_LEVEL;
  }

  @Override
  public String description() {
    return "Built-in formats and local files";
  }

  @Override
  public String version() {
    return Version.CURRENT;
  }

  @Override
  public List<FormatReader> readers() {
    return List.of(
        new CsvReader(),
        new ExcelReader(),
        new JsonReader(),
        new XmlReader(),
        new ParquetReader(),
        new AccessReader(),
        new DbfReader(),
        new MdfReader(),
        new PdfReader());
  }

  @Override
  public List<FormatWriter> writers() {
    return List.of(
        new ParquetWriter(),
        new CsvWriter(),
        JsonWriter.array(),
        JsonWriter.lines(),
        new TextWriter(),
        new XlsxWriter(temp::newFile));
  }

  @Override
  public List<Storage> storages() {
    return List.of(new LocalStorage(temp));
  }
}
