package io.pyforge.core.reader.mdf.testing;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Random;

/**
 * Makes the database that is measured: one table of trips, the same on every machine, of any size
 * in little memory. Arguments: the file, and the number of rows; 6,600,000 make about 1 GB.
 */
public final class TripDatabase {
  private static final LocalDateTime START = LocalDateTime.of(2023, 1, 1, 0, 0);
  private static final int SECONDS = 700 * 86_400;
  private static final String[] ZONES = {
    "Midtown Center",
    "JFK Airport",
    "Times Sq/Theatre District",
    "Union Sq",
    "East Village",
    "Murray Hill",
    "Lenox Hill West",
    "Café Olé"
  };
  private static final String[] PAYMENTS = {"card", "cash", "no charge", "dispute", "unknown"};
  private static final String[] WORDS = {"late", "pickup", "at", "the", "corner", "waited", "rain"};

  private TripDatabase() {}

  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Long.parseLong(arguments[1]));
  }

  /** Writes the database. */
  public static void write(Path file, long rows) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      MdfImage image = MdfImage.in(channel);
      MdfTableImage trips =
          image.table(
              "trips",
              MdfColumn.bigint("trip_id").notNull(),
              MdfColumn.varchar("vendor", 20, MdfColumn.LATIN1),
              MdfColumn.datetime2("pickup_at", 0),
              MdfColumn.datetime("dropoff_at"),
              MdfColumn.date("trip_date"),
              MdfColumn.tinyint("passengers"),
              MdfColumn.decimal("distance", 9, 2),
              MdfColumn.nvarchar("pu_zone", 60),
              MdfColumn.nvarchar("do_zone", 60),
              MdfColumn.varchar("payment", 20, MdfColumn.LATIN1),
              MdfColumn.money("fare"),
              MdfColumn.decimal("tip", 18, 2),
              MdfColumn.floating("total"),
              MdfColumn.bit("store_fwd"),
              MdfColumn.character("hash_key", 16, MdfColumn.LATIN1),
              MdfColumn.nvarchar("note", 200));
      Random random = new Random(42);
      for (long row = 1; row <= rows; row++) {
        LocalDateTime pickup = START.plusSeconds(random.nextInt(SECONDS));
        int fare = 300 + random.nextInt(7000);
        int tip = random.nextInt(1500);
        trips.row(
            row,
            "V" + random.nextInt(4),
            pickup,
            pickup.plusSeconds(60 + random.nextInt(4000)),
            pickup.toLocalDate(),
            random.nextInt(20) == 0 ? null : 1 + random.nextInt(6),
            BigDecimal.valueOf(random.nextInt(3000), 2),
            ZONES[random.nextInt(ZONES.length)],
            ZONES[random.nextInt(ZONES.length)],
            PAYMENTS[random.nextInt(PAYMENTS.length)],
            BigDecimal.valueOf(fare, 2),
            BigDecimal.valueOf(tip, 2),
            (fare + tip) / 100.0,
            random.nextInt(50) == 0,
            String.format("%016x", random.nextLong()),
            random.nextInt(10) < 4 ? null : note(random));
      }
      image.finish();
    }
  }

  private static String note(Random random) {
    StringBuilder note = new StringBuilder();
    int words = 3 + random.nextInt(5);
    for (int i = 0; i < words; i++) {
      note.append(i > 0 ? " " : "").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return note.toString();
  }
}
