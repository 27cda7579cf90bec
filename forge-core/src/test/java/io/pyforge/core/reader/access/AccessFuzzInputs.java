package io.pyforge.core.reader.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Makes the inputs that {@link AccessFuzzTest} is run with: changes of a few bytes, the same ones
 * from the same seed. Run it with the folder of the stored inputs to write them anew.
 */
final class AccessFuzzInputs {
  private static final int INPUTS = 200;
  private static final int PAGE = 4096;
  private static final int PAGES = 48;

  private AccessFuzzInputs() {}

  public static void main(String[] arguments) throws IOException {
    Path folder =
        Files.createDirectories(
            Path.of(arguments[0]).resolve("aDamagedDatabaseEndsInTablesOrAFailure"));
    for (int i = 0; i < INPUTS; i++) {
      Random random = new Random(i);
      byte[] attack = new byte[4 * (1 + random.nextInt(16))];
      for (int p = 0; p < attack.length; p += 4) {
        // The starts of pages hold what matters.
        int within = random.nextBoolean() ? random.nextInt(64) : random.nextInt(PAGE);
        int place = random.nextInt(PAGES) * PAGE + within;
        attack[p] = (byte) (place >> 16);
        attack[p + 1] = (byte) (place >> 8);
        attack[p + 2] = (byte) place;
        attack[p + 3] = (byte) random.nextInt(256);
      }
      Files.write(folder.resolve("seed-%03d".formatted(i)), attack);
    }
  }
}
