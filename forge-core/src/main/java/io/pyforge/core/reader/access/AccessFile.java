package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.DatabaseBuilder;
import com.healthmarketscience.jackcess.DateTimeType;
import com.healthmarketscience.jackcess.crypt.CryptCodecProvider;
import com.healthmarketscience.jackcess.crypt.InvalidCredentialsException;
import com.healthmarketscience.jackcess.impl.UnsupportedCodecException;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens databases with Jackcess, for reading only. */
final class AccessFile {
  private AccessFile() {}

  /**
   * Opens a file.
   *
   * @param name for messages
   * @throws ForgeException INPUT if it is no database, or the password does not open it
   */
  static OpenDatabase open(Path path, String name, AccessOptions options) throws IOException {
    JetHeader header;
    try (InputStream in = Files.newInputStream(path)) {
      header = JetHeader.of(in.readNBytes(JetHeader.LENGTH));
    }
    if (Files.size(path) == 0) {
      throw AccessFailures.empty(name);
    }
    if (!header.isAccess()) {
      throw AccessFailures.notAccess(name, null);
    }
    if (options.charset().isPresent() && !header.isJet3()) {
      throw AccessFailures.encodingNotTaken(name);
    }
    try {
      return open(path, header, options, false);
    } catch (InvalidCredentialsException e) {
      throw options.password().isPresent()
          ? AccessFailures.passwordWrong(name, e)
          : AccessFailures.passwordNeeded(name, e);
    } catch (UnsupportedCodecException e) {
      throw AccessFailures.encryptionUnsupported(name, e);
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      try {
        return open(path, header, options, true);
      } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError again) {
        throw AccessFailures.notAccess(name, e);
      }
    }
  }

  private static OpenDatabase open(
      Path path, JetHeader header, AccessOptions options, boolean brokenCatalogIndex)
      throws IOException {
    PageReads file = PageReads.open(path);
    try {
      return new OpenDatabase(open(path, file, header, options, brokenCatalogIndex), file);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static Database open(
      Path path,
      PageReads file,
      JetHeader header,
      AccessOptions options,
      boolean brokenCatalogIndex)
      throws IOException {
    Optional<String> password = options.password();
    DatabaseBuilder builder =
        new DatabaseBuilder(path)
            .setChannel(file)
            .setReadOnly(true)
            .setCodecProvider(new CryptCodecProvider(password.orElse(null)))
            .setIgnoreBrokenSystemCatalogIndex(brokenCatalogIndex);
    if (header.isJet3()) {
      options.charset().or(header::charset).ifPresent(builder::setCharset);
    }
    Database database = builder.open();
    database.setDateTimeType(DateTimeType.LOCAL_DATE_TIME);
    database.setEvaluateExpressions(false); // what was calculated is stored
    return database;
  }
}
