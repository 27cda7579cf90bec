package io.pyforge.cli.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes the dBASE table that is measured, the same on every machine: 17 fields of trips, among them
 * whole numbers, decimals, dates, texts of few and of many values, logicals, and blanks.
 */
public final class BenchmarkTable {
  private record Field(String name, char type, int length, int decimals) {}

  private static final Field[] FIELDS = {
    new Field("TRIP_ID", 'N', 10, 0),
    new Field("VENDOR", 'C', 4, 0),
    new Field("PU_DATE", 'D', 8, 0),
    new Field("PU_TIME", 'C', 8, 0),
    new Field("DO_DATE", 'D', 8, 0),
    new Field("DO_TIME", 'C', 8, 0),
    new Field("PASSENGERS", 'N', 2, 0),
    new Field("DISTANCE", 'N', 8, 2),
    new Field("PU_ZONE", 'C', 30, 0),
    new Field("DO_ZONE", 'C', 30, 0),
    new Field("PAYMENT", 'C', 12, 0),
    new Field("FARE", 'N', 9, 2),
    new Field("TIP", 'N', 8, 2),
    new Field("TOTAL", 'N', 9, 2),
    new Field("STORED", 'L', 1, 0),
    new Field("HASH_KEY", 'C', 16, 0),
    new Field("NOTE", 'C', 60, 0),
  };
  private static final String[] VENDORS = {"CMT", "VTS", "DDS", "HLX"};
  private static final String[] ZONES = {
    "Midtown Center",
    "Upper East Side South",
    "JFK Airport",
    "Times Sq/Theatre District",
    "Union Sq",
    "Penn Station/Madison Sq West",
    "East Village",
    "Murray Hill",
    "Caf\u00E9 Row",
    "Kips Bay"
  };
  private static final String[] PAYMENTS = {"Credit card", "Cash", "No charge", "Dispute", ""};
  private static final String[] WORDS = {
    "driver",
    "asked",
    "route",
    "bridge",
    "late",
    "rain",
    "tip",
    "bag",
    "left",
    "thanks",
    "caf\u00E9"
  };
  private static final int DESCRIPTOR_BYTES = 32;
  private static final int WINDOWS_1252 = 0x03;
  private static final int RECORDS_AT_A_TIME = 4096;

  private final Random random = new Random(11);
  private final int recordLength = 1 + Arrays.stream(FIELDS).mapToInt(Field::length).sum();

  private BenchmarkTable() {}

  /** The table with that many records, made unless it is there. */
  public static Path file(Path folder, int records) throws IOException {
    Path file = folder.resolve("trips-" + records + ".dbf");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path part = folder.resolve(file.getFileName() + ".part");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        new BenchmarkTable().write(out, records);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void write(OutputStream out, int records) throws IOException {
    int length = DESCRIPTOR_BYTES * (1 + FIELDS.length) + 1;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 3).put((byte) 124).put((byte) 1).put((byte) 1).putInt(records);
    header.putShort((short) length).putShort((short) recordLength).put(29, (byte) WINDOWS_1252);
    for (int i = 0; i < FIELDS.length; i++) {
      int p = DESCRIPTOR_BYTES * (1 + i);
      header.position(p).put(FIELDS[i].name.getBytes(StandardCharsets.US_ASCII));
      header.put(p + 11, (byte) FIELDS[i].type).put(p + 16, (byte) FIELDS[i].length);
      header.put(p + 17, (byte) FIELDS[i].decimals);
    }
    header.put(length - 1, (byte) 0x0D);
    out.write(header.array());
    ByteBuffer block = ByteBuffer.allocate(RECORDS_AT_A_TIME * recordLength);
    for (int record = 1; record <= records; record++) {
      put(block, record);
      if (!block.hasRemaining() || record == records) {
        out.write(block.array(), 0, block.position());
        block.clear();
      }
    }
    out.write(0x1A);
  }

  private void put(ByteBuffer block, int record) {
    int fare = 300 + random.nextInt(9000);
    int tip = random.nextInt(4) == 0 ? 0 : fare / 5;
    int day = 1 + random.nextInt(28);
    int month = 1 + random.nextInt(12);
    String date = String.format("2023%02d%02d", month, day);
    block.put((byte) ' ');
    put(block, 0, Integer.toString(record));
    put(block, 1, VENDORS[random.nextInt(VENDORS.length)]);
    put(block, 2, date);
    put(block, 3, time());
    put(block, 4, date);
    put(block, 5, time());
    put(block, 6, random.nextInt(10) == 0 ? "" : Integer.toString(1 + random.nextInt(6)));
    put(block, 7, cents(random.nextInt(3000)));
    put(block, 8, ZONES[random.nextInt(ZONES.length)]);
    put(block, 9, ZONES[random.nextInt(ZONES.length)]);
    put(block, 10, PAYMENTS[random.nextInt(PAYMENTS.length)]);
    put(block, 11, cents(fare));
    put(block, 12, cents(tip));
    put(block, 13, cents(fare + tip));
    put(block, 14, random.nextBoolean() ? "T" : "F");
    put(block, 15, String.format("%016x", random.nextLong()));
    put(block, 16, random.nextInt(4) > 0 ? "" : note());
  }

  private String note() {
    StringBuilder note = new StringBuilder();
    while (note.length() < 40) {
      note.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return note.toString().strip();
  }

  private String time() {
    int second = random.nextInt(86_400);
    return String.format("%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  }

  private static String cents(int value) {
    return value / 100 + "." + (char) ('0' + value / 10 % 10) + (char) ('0' + value % 10);
  }

  private static void put(ByteBuffer block, int index, String value) {
    Field field = FIELDS[index];
    int padding = field.length - value.length();
    if (field.type == 'N') {
      blanks(block, padding);
    }
    block.put(value.getBytes(StandardCharsets.ISO_8859_1));
    if (field.type != 'N') {
      blanks(block, padding);
    }
  }

  private static void blanks(ByteBuffer block, int count) {
    for (int i = 0; i < count; i++) {
      block.put((byte) ' ');
    }
  }
}
