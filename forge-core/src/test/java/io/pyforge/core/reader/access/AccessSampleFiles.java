package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.Database.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes {@code samples/input/access} with Jackcess: run it with that folder, look at the
 * difference, and run {@code AccessSamplesTest}. The files are of Access 2000, as those of later
 * versions begin at 350 kB.
 */
final class AccessSampleFiles {
  private AccessSampleFiles() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Files.deleteIfExists(folder.resolve("shop.mdb"));
    Files.deleteIfExists(folder.resolve("every-type.mdb"));
    try (Database shop = AccessDatabase.create(folder.resolve("shop.mdb"), FileFormat.V2000)) {
      AccessDatabase.addShop(shop);
    }
    try (Database types =
        AccessDatabase.create(folder.resolve("every-type.mdb"), FileFormat.V2000)) {
      AccessDatabase.addEveryType(types, false);
    }
  }
}
