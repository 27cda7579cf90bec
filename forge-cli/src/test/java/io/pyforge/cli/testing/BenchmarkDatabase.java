package io.pyforge.cli.testing;

import com.healthmarketscience.jackcess.ColumnBuilder;
import com.healthmarketscience.jackcess.DataType;
import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.DatabaseBuilder;
import com.healthmarketscience.jackcess.DateTimeType;
import com.healthmarketscience.jackcess.Table;
import com.healthmarketscience.jackcess.TableBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes the Access database that is measured, with Jackcess: one table of trips, and a small one of
 * zones. It is kept, as making it takes longer than what is measured.
 */
public final class BenchmarkDatabase {
  private static final int ROWS_AT_A_TIME = 10_000;
  private static final String[] ZONES = {
    "Midtown Center", "JFK Airport", "Times Sq/Theatre District", "Union Sq", "Caf\u00E9 Row"
  };
  private static final String[] PAYMENTS = {"Credit card", "Cash", "No charge", "Dispute"};
  private static final String NOTE = "the driver asked for another route, because of the rain; ";

  private final Random random = new Random(13);

  private BenchmarkDatabase() {}

  /** The database with that many trips, made unless it is there. */
  public static Path file(Path folder, int rows) throws IOException {
    Path file = folder.resolve("trips-" + rows + ".accdb");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path part = folder.resolve(file.getFileName() + ".part");
      Files.deleteIfExists(part);
      try (Database database =
          new DatabaseBuilder(part)
              .setFileFormat(Database.FileFormat.V2010)
              .setAutoSync(false)
              .create()) {
        database.setDateTimeType(DateTimeType.LOCAL_DATE_TIME);
        new BenchmarkDatabase().fill(database, rows);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void fill(Database database, int rows) throws IOException {
    Table zones =
        new TableBuilder("Zones")
            .addColumn(new ColumnBuilder("Id", DataType.LONG))
            .addColumn(new ColumnBuilder("Name", DataType.TEXT).setLengthInUnits(50))
            .toTable(database);
    for (int i = 0; i < ZONES.length; i++) {
      zones.addRow(i, ZONES[i]);
    }
    Table trips =
        new TableBuilder("Trips")
            .addColumn(new ColumnBuilder("Id", DataType.LONG))
            .addColumn(new ColumnBuilder("PickupAt", DataType.SHORT_DATE_TIME))
            .addColumn(new ColumnBuilder("DropoffAt", DataType.SHORT_DATE_TIME))
            .addColumn(new ColumnBuilder("Passengers", DataType.INT))
            .addColumn(new ColumnBuilder("Distance", DataType.DOUBLE))
            .addColumn(new ColumnBuilder("PickupZone", DataType.TEXT).setLengthInUnits(50))
            .addColumn(new ColumnBuilder("DropoffZone", DataType.TEXT).setLengthInUnits(50))
            .addColumn(new ColumnBuilder("Payment", DataType.TEXT).setLengthInUnits(20))
            .addColumn(new ColumnBuilder("Fare", DataType.MONEY))
            .addColumn(new ColumnBuilder("Stored", DataType.BOOLEAN))
            .addColumn(new ColumnBuilder("HashKey", DataType.TEXT).setLengthInUnits(16))
            .addColumn(new ColumnBuilder("Note", DataType.MEMO))
            .toTable(database);
    List<Object[]> batch = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      batch.add(trip(row));
      if (batch.size() == ROWS_AT_A_TIME || row == rows) {
        trips.addRows(batch);
        batch.clear();
      }
    }
  }

  private Object[] trip(int row) {
    LocalDateTime pickup =
        LocalDateTime.of(2023, 1, 1, 0, 0).plusSeconds(random.nextInt(365 * 86_400));
    return new Object[] {
      row,
      pickup,
      pickup.plusSeconds(random.nextInt(3600)),
      random.nextInt(10) == 0 ? null : (short) (1 + random.nextInt(6)),
      random.nextInt(3000) / 100.0,
      ZONES[random.nextInt(ZONES.length)],
      ZONES[random.nextInt(ZONES.length)],
      PAYMENTS[random.nextInt(PAYMENTS.length)],
      BigDecimal.valueOf(300 + random.nextInt(9000), 2),
      random.nextBoolean(),
      String.format("%016x", random.nextLong()),
      random.nextInt(4) > 0 ? null : NOTE.repeat(1 + random.nextInt(3))
    };
  }
}
