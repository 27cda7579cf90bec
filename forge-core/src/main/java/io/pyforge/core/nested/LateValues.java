package io.pyforge.core.nested;

import io.pyforge.core.infer.QuickValue;
import io.pyforge.core.infer.ValueToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that stand behind the rows they are to be repeated in. A pass that does not know them
 * starts again when it meets one; before that they are gathered, each with the instance that it
 * belongs to, so that the pass has them from the start.
 */
final class LateValues {
  /** Bytes that are kept, each value counted with some more. */
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private static final int VALUE_BYTES = 64;

  /** What a pass does with a late value. */
  enum State {
    /** It is not known; the pass starts again. */
    UNKNOWN,
    /** It is gathered. */
    GATHERING,
    /** It is known, and in its rows already. */
    KNOWN
  }

  /** A value, with padding behind its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  record Late(int column, ValueToken token, byte[] bytes, int length) {}

  private final String input;
  private final Runnable onUnknown;
  private final Map<Long, List<Late>> byInstance = new HashMap<>();
  private State state;
  private long bytes;

  private LateValues(String input, State state, Runnable onUnknown) {
    this.input = input;
    this.state = state;
    this.onUnknown = onUnknown;
  }

  /**
   * To be filled by a pass over all records.
   *
   * @param input its name, for messages
   */
  LateValues(String input) {
    this(input, State.GATHERING, () -> {});
  }

  /**
   * @param onUnknown what to do when there is one
   */
  static LateValues unknown(Runnable onUnknown) {
    return new LateValues("", State.UNKNOWN, onUnknown);
  }

  void complete() {
    state = State.KNOWN;
  }

  State state() {
    return state;
  }

  /** Says that there is one that is not known. */
  void missed() {
    onUnknown.run();
  }

  /**
   * @param instance its serial number in the pass, which is the same in every pass by one plan
   */
  void gather(long instance, int column, ValueToken token, byte[] b, int from, int to) {
    int length = to - from;
    bytes += length + VALUE_BYTES;
    if (bytes > MAX_BYTES) {
      throw NestedFailures.tooMuchBehindRows(input, MAX_BYTES);
    }
    byte[] copy = Arrays.copyOf(Arrays.copyOfRange(b, from, to), length + QuickValue.PADDING);
    byInstance
        .computeIfAbsent(instance, serial -> new ArrayList<>())
        .add(new Late(column, token, copy, length));
  }

  /** The late values of an instance, or null. */
  @Nullable List<Late> of(long instance) {
    return byInstance.isEmpty() ? null : byInstance.get(instance);
  }
}
