package io.pyforge.core.reader.dbf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes the inputs that {@link DbfFuzzTest} is run with: valid and damaged tables of every version,
 * the same ones from the same seed. Run it with the folder of the stored inputs to write them anew.
 */
final class DbfFuzzInputs {
  private static final int TABLES = 220;
  private static final int[] VERSIONS = {
    0x02, 0x03, 0x83, 0x8B, 0x8C, 0x04, 0x30, 0x32, 0xF5, 0x05
  };
  private static final String TYPES = "CCNNNFLDMTIBYGPWVQO+@Z";
  private static final String[] TEXTS = {
    "",
    "1",
    "-2.5",
    "***",
    "1e5",
    "20240315",
    "20240231",
    "T",
    "?",
    "n/a",
    "\u00E9t\u00E9",
    "1 ",
    "99999999"
  };

  private DbfFuzzInputs() {}

  public static void main(String[] arguments) throws IOException {
    Path folder =
        Files.createDirectories(Path.of(arguments[0]).resolve("anyTableEndsInRowsOrAFailure"));
    for (int i = 0; i < TABLES; i++) {
      Files.write(folder.resolve("seed-%03d".formatted(i)), attack(new Random(i), i % 3 == 2));
    }
  }

  /** A table behind the bytes that {@link DbfTrial} takes off, and memos at its end. */
  static byte[] attack(Random random, boolean damaged) {
    DbfFile file = new DbfFile(VERSIONS[random.nextInt(VERSIONS.length)]);
    file.languageDriver(random.nextInt(3) == 0 ? 0 : random.nextInt(0xD0));
    int width = 1 + random.nextInt(6);
    int[] lengths = new int[width];
    char[] types = new char[width];
    for (int i = 0; i < width; i++) {
      types[i] = TYPES.charAt(random.nextInt(TYPES.length()));
      lengths[i] =
          switch (types[i]) {
            case 'D', 'T', 'B', 'Y', 'O', '@' -> 8;
            case 'I', '+' -> 4;
            case 'M', 'G', 'P', 'W' -> random.nextBoolean() ? 4 : 10;
            case 'L' -> 1;
            default -> 1 + random.nextInt(12);
          };
      int decimals = types[i] == 'N' || types[i] == 'F' ? random.nextInt(4) : 0;
      file.field("F" + i, types[i], lengths[i], decimals, random.nextInt(8) & 6);
    }
    if (random.nextInt(3) == 0) {
      file.field("_NullFlags", '0', 2, 0, 5);
    }
    int rows = random.nextInt(12);
    for (int r = 0; r < rows; r++) {
      Object[] values = new Object[width];
      for (int i = 0; i < width; i++) {
        values[i] = value(random, types[i], lengths[i]);
      }
      file.marked(" *  \u0000 ".charAt(random.nextInt(6)), values);
      if (random.nextInt(40) == 0) {
        file.raw((byte) 0x1A);
      }
    }
    if (random.nextInt(4) == 0) {
      file.claimMore(random.nextInt(5) - 2);
    }
    byte[] memos = new byte[16 * random.nextInt(64)];
    random.nextBytes(memos);
    if (memos.length > 64) {
      memos[6] = 0;
      memos[7] = 8; // blocks of eight bytes
      Arrays.fill(memos, 8, 40, (byte) 0);
      memos[15] = 5;
    }
    ByteArrayOutputStream attack = new ByteArrayOutputStream();
    attack.write(memos.length / 16);
    attack.write(random.nextInt(256));
    byte[] table = file.bytes();
    if (damaged) {
      for (int i = 0; i < 3; i++) {
        table[random.nextInt(table.length)] = (byte) random.nextInt(256);
      }
    }
    attack.writeBytes(table);
    attack.writeBytes(memos);
    return attack.toByteArray();
  }

  private static Object value(Random random, char type, int length) {
    if (random.nextInt(8) == 0) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }
    return switch (type) {
      case 'M', 'G', 'P', 'W' ->
          length == 4 ? DbfFile.int32(random.nextInt(30)) : Integer.toString(random.nextInt(30));
      case 'I', '+' -> DbfFile.int32(random.nextInt(1000));
      case 'B', 'Y', 'O' -> DbfFile.int64(random.nextLong());
      case 'T', '@' -> DbfFile.int64((long) random.nextInt(86_400_000) << 32 | 2_460_385);
      default -> TEXTS[random.nextInt(TEXTS.length)];
    };
  }
}
