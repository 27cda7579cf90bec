package io.pyforge.core.text;

import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionValues;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/** Options that all text formats take, understood. */
public final class TextOptions {
  private TextOptions() {}

  /**
   * The charset of {@code --encoding}.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE if the name is none
   */
  public static Charset charset(String name) {
    try {
      return Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw OptionValues.bad(
          CommonOptions.ENCODING,
          name,
          "use a name such as UTF-8, windows-1252, ISO-8859-1, Shift_JIS");
    }
  }

  /** The limit of {@code --max-row-bytes}. */
  public static long maxRowBytes(OptionValues values) {
    // A Java array holds no more; half of that leaves room for the rest of a block.
    return Math.min(values.sizeBytes(CommonOptions.MAX_ROW_BYTES), Integer.MAX_VALUE / 2);
  }
}
