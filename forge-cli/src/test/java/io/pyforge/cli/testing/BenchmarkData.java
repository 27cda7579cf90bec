package io.pyforge.cli.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * Makes the tables that are measured: the same bytes on every machine, from a fixed seed.
 *
 * <ul>
 *   <li>{@code taxi}: 16 mixed columns: whole numbers, decimals, a date, timestamps, texts of few
 *       and of many values, some quoted with a comma, a doubled quote or a line break within; an
 *       empty field is a null
 *   <li>{@code trips_json}, {@code trips_xml}: rows of the same kind as JSON Lines, and as elements
 *       with an attribute
 *   <li>{@code wide}: 60 columns of text, some repeating, some all different
 * </ul>
 */
public final class BenchmarkData {
  /** What there is to make. */
  public enum Kind {
    TAXI("csv"),
    WIDE("csv"),
    TRIPS_JSON("jsonl"),
    TRIPS_XML("xml");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    public String fileName(long rows) {
      return name().toLowerCase(java.util.Locale.ROOT) + "-" + rows + "." + suffix;
    }
  }

  private static final int BUFFER_BYTES = 1 << 20;

  /** Longer than any row. */
  private static final int ROW_BYTES = 16 * 1024;

  private static final int WIDTH = 60;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int FIRST_YEAR = 2023;
  private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private static final byte[][] VENDORS = bytes("CMT", "VTS", "DDS", "HLX");
  private static final byte[][] ZONES =
      bytes(
          "Midtown Center",
          "Upper East Side South",
          "JFK Airport",
          "LaGuardia Airport",
          "Times Sq/Theatre District",
          "Union Sq",
          "Penn Station/Madison Sq West",
          "Lincoln Square East",
          "East Village",
          "Murray Hill",
          "Clinton East",
          "Gramercy",
          "Lenox Hill West",
          "Yorkville West",
          "Sutton Place/Turtle Bay North",
          "Kips Bay");
  private static final byte[][] PAYMENTS =
      bytes("Credit card", "Cash", "No charge", "Dispute", "Unknown");
  private static final byte[][] WORDS =
      bytes(
          "driver", "asked", "route", "bridge", "late", "rain", "tip", "bag", "left", "seat",
          "return", "airport", "traffic", "slow", "good", "clean", "music", "loud", "phone", "lost",
          "café", "señor", "thanks", "toll", "paid", "refund");

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int length;

  /** State of an xorshift64* generator, with the odd constant of its usual seed. */
  private long state = 0x9E3779B97F4A7C15L;

  private BenchmarkData(OutputStream out) {
    this.out = out;
  }

  /** The file with that many rows in {@code folder}, made unless it is there. */
  public static Path file(Path folder, Kind kind, long rows) throws IOException {
    Path file = folder.resolve(kind.fileName(rows));
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path part = folder.resolve(file.getFileName() + ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        write(kind, rows, out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  public static void write(Kind kind, long rows, OutputStream out) throws IOException {
    BenchmarkData data = new BenchmarkData(out);
    switch (kind) {
      case TAXI -> data.taxi(rows);
      case WIDE -> data.wide(rows);
      case TRIPS_JSON -> data.tripsJson(rows);
      case TRIPS_XML -> data.tripsXml(rows);
    }
    data.flush();
  }

  private void taxi(long rows) throws IOException {
    put(
        "trip_id,vendor,pickup_at,dropoff_at,trip_date,passengers,distance,pu_zone,do_zone,payment,"
            + "fare,tip,total,store_fwd,hash_key,note\n");
    for (long row = 1; row <= rows; row++) {
      reserve();
      Trip trip = trip();
      put(Long.toString(row)).put(',').put(trip.vendor).put(',');
      timestamp(trip.pickup).put(',');
      timestamp(trip.dropoff).put(',');
      date(trip.pickup).put(',');
      if (trip.passengers > 0) {
        put((char) ('0' + trip.passengers));
      }
      put(',');
      cents(trip.distance).put(',').put(trip.from).put(',').put(trip.to).put(',');
      put(trip.payment).put(',');
      cents(trip.fare).put(',');
      cents(trip.tip).put(',');
      cents(trip.fare + trip.tip).put(',').put(trip.stored ? "true" : "false").put(',');
      hexadecimal(trip.hash).put(',');
      if (trip.noteKind >= 4) {
        note(trip.noteKind);
      }
      put('\n');
    }
  }

  /**
   * What a row is about; its note is made when it is written.
   *
   * @param pickup in seconds since the first year's start, as is {@code dropoff}
   * @param passengers 0 when not known
   * @param distance in hundredths, as are the amounts
   * @param noteKind below 4 for none
   */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Trip(
      int pickup,
      int dropoff,
      int passengers,
      int distance,
      int fare,
      int tip,
      byte[] from,
      byte[] to,
      byte[] payment,
      byte[] vendor,
      long hash,
      int noteKind,
      boolean stored) {}

  private Trip trip() {
    int pickup = below(SECONDS_PER_DAY * 700);
    int dropoff = pickup + 60 + below(4000);
    int passengers = below(20) != 0 ? 1 + below(6) : 0;
    int distance = below(3000);
    int fare = 300 + below(7000);
    int tip = below(3) != 0 ? below(1500) : 0;
    byte[] from = ZONES[below(16)];
    byte[] to = ZONES[below(16)];
    byte[] payment = PAYMENTS[below(5)];
    byte[] vendor = VENDORS[below(4)];
    long hash = next();
    int noteKind = below(10);
    boolean stored = below(50) == 0;
    return new Trip(
        pickup,
        dropoff,
        passengers,
        distance,
        fare,
        tip,
        from,
        to,
        payment,
        vendor,
        hash,
        noteKind,
        stored);
  }

  private void tripsJson(long rows) throws IOException {
    for (long row = 1; row <= rows; row++) {
      reserve();
      Trip trip = trip();
      put("{\"trip_id\":").put(Long.toString(row));
      put(",\"vendor\":\"").put(trip.vendor);
      put("\",\"pickup_at\":\"").timestamp(trip.pickup);
      put("\",\"dropoff_at\":\"").timestamp(trip.dropoff);
      put("\",\"trip_date\":\"").date(trip.pickup);
      put("\",\"passengers\":");
      put(trip.passengers > 0 ? Integer.toString(trip.passengers) : "null");
      put(",\"distance\":").cents(trip.distance);
      put(",\"pu_zone\":\"").put(trip.from);
      put("\",\"do_zone\":\"").put(trip.to);
      put("\",\"payment\":\"").put(trip.payment);
      put("\",\"fare\":").cents(trip.fare);
      put(",\"tip\":").cents(trip.tip);
      put(",\"total\":").cents(trip.fare + trip.tip);
      put(",\"store_fwd\":").put(trip.stored ? "true" : "false");
      put(",\"hash_key\":\"").hexadecimal(trip.hash);
      put("\",\"note\":");
      if (trip.noteKind < 4) {
        put("null}\n");
      } else {
        put('"').text(3 + below(5));
        put(trip.noteKind == 9 ? " \\\"vip\\\", ok\\n\"}\n" : "\"}\n");
      }
    }
  }

  private void tripsXml(long rows) throws IOException {
    put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<trips>\n");
    for (long row = 1; row <= rows; row++) {
      reserve();
      Trip trip = trip();
      put("  <trip id=\"").put(Long.toString(row)).put("\"><vendor>").put(trip.vendor);
      put("</vendor><pickup_at>").timestamp(trip.pickup);
      put("</pickup_at><dropoff_at>").timestamp(trip.dropoff);
      put("</dropoff_at><trip_date>").date(trip.pickup).put("</trip_date>");
      if (trip.passengers > 0) {
        put("<passengers>").put(Integer.toString(trip.passengers)).put("</passengers>");
      }
      put("<distance>").cents(trip.distance);
      put("</distance><pu_zone>").put(trip.from);
      put("</pu_zone><do_zone>").put(trip.to);
      put("</do_zone><payment>").put(trip.payment);
      put("</payment><fare>").cents(trip.fare);
      put("</fare><tip>").cents(trip.tip);
      put("</tip><total>").cents(trip.fare + trip.tip);
      put("</total><store_fwd>").put(trip.stored ? "true" : "false");
      put("</store_fwd><hash_key>").hexadecimal(trip.hash).put("</hash_key>");
      if (trip.noteKind >= 4) {
        put("<note>").text(3 + below(5));
        put(trip.noteKind == 9 ? " &lt;vip&gt; &amp; ok</note>" : "</note>");
      }
      put("</trip>\n");
    }
    put("</trips>\n");
  }

  private void note(int kind) {
    int words = 3 + below(5);
    if (kind < 8) {
      text(words);
      return;
    }
    put('"');
    int start = length;
    text(words);
    for (int i = start; i < length; i++) {
      if (buffer[i] == ' ') {
        buffer[i] = (byte) (kind == 9 ? '\n' : ',');
        break;
      }
    }
    put(" \"\"vip\"\"\"");
  }

  private void wide(long rows) throws IOException {
    for (int i = 0; i < WIDTH; i++) {
      put((i > 0 ? "," : "") + "col_" + i / 10 + i % 10);
    }
    put('\n');
    for (long row = 0; row < rows; row++) {
      reserve();
      for (int i = 0; i < WIDTH; i++) {
        if (i > 0) {
          put(',');
        }
        if (below(25) != 0) {
          wideValue(i % 6);
        }
      }
      put('\n');
    }
  }

  private void wideValue(int kind) {
    switch (kind) {
      case 0 -> {
        put("ID-");
        hexadecimal(next());
      }
      case 1 -> put(ZONES[below(16)]);
      case 2 -> text(2 + below(4));
      case 3 -> {
        byte[] zone = ZONES[below(16)];
        put('"').put(WORDS[below(26)]).put(", ").put(zone).put('"');
      }
      case 4 -> {
        int number = below(20_000);
        put("SKU");
        digits(number, 5);
      }
      default -> put(PAYMENTS[below(5)]);
    }
  }

  private long next() {
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return state * 0x2545F4914F6CDD1DL;
  }

  private int below(int bound) {
    return (int) ((next() >>> 32) * bound >>> 32);
  }

  private BenchmarkData text(int words) {
    for (int i = 0; i < words; i++) {
      if (i > 0) {
        put(' ');
      }
      put(WORDS[below(WORDS.length)]);
    }
    return this;
  }

  private BenchmarkData timestamp(int second) {
    date(second).put(' ');
    int time = second % SECONDS_PER_DAY;
    digits(time / 3600, 2).put(':');
    digits(time / 60 % 60, 2).put(':');
    return digits(time % 60, 2);
  }

  /** Every year counts as one of 365 days: any valid date will do. */
  private BenchmarkData date(int second) {
    int day = second / SECONDS_PER_DAY;
    int year = FIRST_YEAR + day / 365;
    day %= 365;
    int month = 0;
    while (day >= MONTH_DAYS[month]) {
      day -= MONTH_DAYS[month++];
    }
    digits(year, 4).put('-');
    digits(month + 1, 2).put('-');
    return digits(day + 1, 2);
  }

  private BenchmarkData cents(int value) {
    put(Integer.toString(value / 100)).put('.');
    return digits(value % 100, 2);
  }

  private BenchmarkData digits(int value, int width) {
    int rest = value;
    for (int i = length + width - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += width;
    return this;
  }

  private BenchmarkData hexadecimal(long value) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      put(Character.forDigit((int) (value >>> shift) & 15, 16));
    }
    return this;
  }

  /** For ASCII only. */
  private BenchmarkData put(String text) {
    for (int i = 0; i < text.length(); i++) {
      buffer[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  private BenchmarkData put(char c) {
    buffer[length++] = (byte) c;
    return this;
  }

  private BenchmarkData put(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
    return this;
  }

  private void reserve() throws IOException {
    if (length > BUFFER_BYTES - ROW_BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  private static byte[][] bytes(String... texts) {
    return Arrays.stream(texts)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }
}
