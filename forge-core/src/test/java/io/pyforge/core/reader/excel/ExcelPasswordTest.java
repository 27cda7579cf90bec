package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workbooks encrypted by Apache POI, in each way that Excel has had. */
class ExcelPasswordTest {
  private static final String PASSWORD = "sëcret";

  @TempDir Path folder;
  private Workbooks workbooks;

  @BeforeEach
  void prepare() {
    workbooks = new Workbooks(folder);
  }

  private static byte[] encrypted(byte[] plain, EncryptionMode mode, String password)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem container = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(mode).getEncryptor();
      encryptor.confirmPassword(password);
      try (OutputStream out = encryptor.getDataStream(container)) {
        new ByteArrayInputStream(plain).transferTo(out);
      }
      container.writeFilesystem(bytes);
    }
    return bytes.toByteArray();
  }

  private static byte[] encryptedXls() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Biff8EncryptionKey.setCurrentUserPassword(PASSWORD);
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      Sheet sheet = workbook.createSheet("s");
      sheet.createRow(0).createCell(0).setCellValue("n");
      sheet.createRow(1).createCell(0).setCellValue(7);
      workbook.write(bytes);
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(
      value = EncryptionMode.class,
      names = {"standard", "agile"})
  void packageOpensWithItsPassword(EncryptionMode mode) throws Exception {
    byte[] file = encrypted(new XlsxFile().sheet("s", "n", "7").bytes(), mode, PASSWORD);
    assertThat(workbooks.convert("book.xlsx", file, "password", PASSWORD).rows())
        .containsExactly("7");
    assertThat(workbooks.failure("book.xlsx", file).code()).isEqualTo("password-needed");
    assertThat(workbooks.failure("book.xlsx", file, "password", "other").code())
        .isEqualTo("password-wrong");
  }

  @Test
  void xlsOpensWithItsPassword() throws Exception {
    byte[] file = encryptedXls();
    assertThat(workbooks.convert("book.xls", file, "password", PASSWORD).rows())
        .containsExactly("7");
    ForgeException failure = workbooks.failure("book.xls", file);
    assertThat(failure.code()).isEqualTo("password-needed");
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.remedy()).isEqualTo("set PYFORGE_PASSWORD, or pass --password");
    assertThat(workbooks.failure("book.xls", file, "password", "other").code())
        .isEqualTo("password-wrong");
  }

  @Test
  void passwordMayComeFromTheEnvironmentAndAnOptionWinsOverIt() throws Exception {
    byte[] file =
        encrypted(new XlsxFile().sheet("s", "n", "7").bytes(), EncryptionMode.agile, PASSWORD);
    Workbooks knowing = workbooks.with("PYFORGE_PASSWORD", PASSWORD);
    assertThat(knowing.convert("book.xlsx", file).rows()).containsExactly("7");
    ForgeException failure = knowing.failure("book.xlsx", file, "password", "other");
    assertThat(failure.code()).isEqualTo("password-wrong");
    assertThat(failure.problem() + failure.remedy())
        .doesNotContain("other")
        .doesNotContain(PASSWORD);
  }

  @Test
  void workbookThatIsOnlyWriteProtectedNeedsNoPassword() throws Exception {
    byte[] file =
        encrypted(
            new XlsxFile().sheet("s", "n", "7").bytes(), EncryptionMode.agile, "VelvetSweatshop");
    assertThat(workbooks.convert("book.xlsx", file).rows()).containsExactly("7");
  }

  @Test
  void passwordOfAPlainWorkbookDoesNoHarm() {
    assertThat(workbooks.convert(new XlsxFile().sheet("s", "n", "7"), "password", PASSWORD).rows())
        .containsExactly("7");
  }
}
