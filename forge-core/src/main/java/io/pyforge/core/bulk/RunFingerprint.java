package io.pyforge.core.bulk;

import io.pyforge.core.Version;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.option.CommonOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Tells whether a conversion would give what it gave before, without reading anything of the input:
 * a hash of what the storage says of it and of all choices that shape the output.
 */
final class RunFingerprint {
  /** So that a password cannot be found by trying many; once a run, some 0.1 s. */
  private static final int PASSWORD_ROUNDS = 200_000;

  private static final int PASSWORD_BITS = 256;
  private static final byte[] PASSWORD_SALT = "pyforge batch".getBytes(StandardCharsets.UTF_8);

  private final byte[] choices;

  private RunFingerprint(byte[] choices) {
    this.choices = choices;
  }

  /**
   * A fingerprint for the inputs of a run.
   *
   * @param each what holds for every conversion
   * @param defaults options from the configuration, by name
   */
  static RunFingerprint of(ConversionRequest each, Map<String, String> defaults) {
    MessageDigest digest = sha256();
    add(digest, Version.CURRENT);
    add(digest, each.inputFormat().orElse(""));
    add(digest, each.outputFormat().orElse(""));
    add(digest, each.engine().orElse(""));
    Map<String, String> options = new TreeMap<>(defaults);
    options.putAll(each.options().asMap());
    options.forEach(
        (name, value) -> {
          add(digest, name);
          if (name.equals(CommonOptions.PASSWORD.name())) {
            digest.update(stretched(value));
          } else {
            add(digest, value);
          }
          if (name.equals(CommonOptions.SCHEMA.name())) {
            digest.update(contentOf(value));
          }
        });
    return new RunFingerprint(digest.digest());
  }

  /**
   * The fingerprint of an input, in hexadecimal; empty when the storage does not tell whether the
   * input changed.
   */
  Optional<String> of(String input, SourceStat stat) {
    if (stat.sizeBytes() < 0 || (stat.modified().isEmpty() && stat.etag().isEmpty())) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    digest.update(choices);
    add(digest, input);
    add(digest, Long.toString(stat.sizeBytes()));
    add(digest, stat.modified().map(Object::toString).orElse(""));
    add(digest, stat.etag().orElse(""));
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }

  /** The hash of a text, in hexadecimal. */
  static String hash(String text) {
    MessageDigest digest = sha256();
    add(digest, text);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The lines of {@code --schema} may be in a file, which may change. */
  private static byte[] contentOf(String value) {
    try {
      Path file = Path.of(value);
      return Files.isRegularFile(file) ? sha256().digest(Files.readAllBytes(file)) : new byte[0];
    } catch (IOException | InvalidPathException e) {
      return new byte[0]; // the conversions say what is wrong with it
    }
  }

  private static byte[] stretched(String password) {
    char[] characters = password.toCharArray();
    PBEKeySpec key = new PBEKeySpec(characters, PASSWORD_SALT, PASSWORD_ROUNDS, PASSWORD_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2 with SHA-256", e);
    } finally {
      key.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  /** With its length before it, so that two texts are never taken for two others. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
