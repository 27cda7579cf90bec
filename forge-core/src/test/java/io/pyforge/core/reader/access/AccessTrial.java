package io.pyforge.core.reader.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.Database.FileFormat;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One attack on the reader. A database is too large to be changed as a whole: an attack is a list
 * of places with new bytes, three bytes for a place and one for what is put there, in a small
 * database that is made once.
 */
record AccessTrial(byte[] file) {
  private static final int CHANGE_BYTES = 4;
  private static final int MAX_CHANGES = 64;

  /** A damaged database may give rows for ever; so many are enough. */
  private static final int ENOUGH_BATCHES = 50;

  private static final byte[] WHOLE = make();

  private static byte[] make() {
    try {
      Path folder = Files.createTempDirectory("access-trial");
      Path file = folder.resolve("made.mdb");
      try (Database database = AccessDatabase.create(file, FileFormat.V2000)) {
        AccessDatabase.addEveryType(database, false);
        AccessDatabase.addShop(database);
      }
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      Files.delete(folder);
      return bytes;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static AccessTrial of(byte[] attack) {
    byte[] file = WHOLE.clone();
    int changes = Math.min(MAX_CHANGES, attack.length / CHANGE_BYTES);
    for (int i = 0; i < changes; i++) {
      int p = i * CHANGE_BYTES;
      int place = (attack[p] & 0xff) << 16 | (attack[p + 1] & 0xff) << 8 | attack[p + 2] & 0xff;
      file[place % file.length] = attack[p + 3];
    }
    return new AccessTrial(file);
  }

  void check() throws IOException {
    Path folder = Files.createTempDirectory("access-trial");
    try (TabularInput input =
        new AccessReader()
            .open(
                new MemorySource("attack.mdb", file),
                OptionValues.none(),
                new TestReadContext(folder))) {
      assertThat(input.properties()).isNotEmpty();
      assertThat(input.sideFiles()).isNotEmpty();
      read(input);
    } catch (ForgeException e) {
      assertThat(e.kind()).as(e.problem()).isEqualTo(ErrorKind.INPUT);
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void read(TabularInput input) throws IOException {
    Set<String> names =
        input.tables().stream().map(TableInfo::name).collect(Collectors.toCollection(HashSet::new));
    RecordBatch batch = new RecordBatch();
    try (TableScan scan = input.scan(names)) {
      int batches = 0;
      boolean more = true;
      while (more && batches++ < ENOUGH_BATCHES) {
        try {
          more = scan.read(batch, new ScanLog());
        } catch (TableFailure e) {
          assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
          assertThat(names).contains(e.table());
        } catch (SchemaMiss e) {
          assertThat(names).contains(e.table());
        }
      }
    }
  }
}
