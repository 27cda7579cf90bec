package io.pyforge.core.nested;

import java.io.IOException;

/** Records that can be walked again and again. */
public interface RecordSource {
  /** A walk from the first record on. */
  RecordWalker walk() throws IOException;

  /** What a record is called in messages: {@code line 17}, {@code record 3}. */
  String place(long position);
}
