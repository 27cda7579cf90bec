package io.pyforge.cli.output;

import io.pyforge.spi.engine.HostEnvironment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints: the result to {@link #out}, everything else to {@link #err}.
 *
 * <p>A reader that closes its end of the pipe early is no failure and causes no message; a disk
 * that is full is one.
 */
public final class Terminal {
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  /** An {@code error:} line, and what the line below it tells to do; empty when there is none. */
  public record PrintedError(String problem, String remedy) {}

  private final List<PrintedError> errors = new CopyOnWriteArrayList<>();
  private boolean outIsData;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean errInteractive;
  private final boolean colour;
  private final boolean unicode;
  private @Nullable WatchedStream watched;
  private PasswordQuestion question = PasswordQuestion.NOBODY;

  private Terminal(
      PrintWriter out, PrintWriter err, boolean errInteractive, boolean colour, boolean unicode) {
    this.out = out;
    this.err = err;
    this.errInteractive = errInteractive;
    this.colour = colour;
    this.unicode = unicode;
  }

  /** Prints into writers, without colour or progress. */
  public static Terminal of(PrintWriter out, PrintWriter err) {
    return new Terminal(out, err, false, false, false);
  }

  /** Prints into writers that a person looks at; colour as the variables of the environment say. */
  static Terminal interactive(PrintWriter out, PrintWriter err, Map<String, String> variables) {
    HostEnvironment environment = new HostEnvironment(variables, Map.of());
    return new Terminal(out, err, true, wantsColour(environment), false);
  }

  /**
   * The standard streams. The launcher says in the property {@code pyforge.terminal} which of
   * {@code out} and {@code err} are terminals, because the JVM cannot tell; without it neither is.
   */
  public static Terminal ofProcess(HostEnvironment environment) {
    String interactive = environment.properties().getOrDefault("pyforge.terminal", "");
    boolean outInteractive = interactive.contains("out");
    boolean errInteractive = interactive.contains("err");
    Charset screen = screenCharset(environment);
    WatchedStream stream = new WatchedStream(new FileOutputStream(FileDescriptor.out));
    // Whatever reads a pipe or a file expects UTF-8; only a screen has its own encoding.
    PrintWriter out = writer(stream, outInteractive ? screen : StandardCharsets.UTF_8, false);
    PrintWriter err =
        writer(
            new FileOutputStream(FileDescriptor.err),
            errInteractive ? screen : StandardCharsets.UTF_8,
            true);
    boolean colour = errInteractive && wantsColour(environment);
    Terminal terminal =
        new Terminal(out, err, errInteractive, colour, screen.equals(StandardCharsets.UTF_8));
    terminal.watched = stream;
    terminal.question = PasswordQuestion.ofProcess(environment);
    return terminal;
  }

  /** The same, with another way to ask for a password. */
  public Terminal asking(PasswordQuestion passwordQuestion) {
    question = passwordQuestion;
    return this;
  }

  /**
   * Asks the person at the terminal for a password.
   *
   * @return empty when nobody is there, or nothing was typed
   */
  public synchronized Optional<String> password(String prompt) {
    if (question == PasswordQuestion.NOBODY) {
      return Optional.empty();
    }
    err.print(clean(prompt) + " ");
    err.flush();
    return question.answer();
  }

  /** For results. */
  public PrintWriter out() {
    return outIsData ? err : out;
  }

  /**
   * From now on results go where everything else goes, because standard output is a file's bytes.
   */
  public void leaveOutToData() {
    outIsData = true;
  }

  /** For everything else. */
  public PrintWriter err() {
    return err;
  }

  /** Whether a person looks at {@link #err}. */
  public boolean errInteractive() {
    return errInteractive;
  }

  /** Whether escape sequences for colour may be printed to {@link #err}. */
  public boolean colour() {
    return colour;
  }

  /** Whether characters beyond ASCII can be shown. */
  public boolean unicode() {
    return unicode;
  }

  /** One {@code warning:} line. */
  public void warning(String message) {
    warning("", message);
  }

  /** One {@code warning:} line that belongs to the line printed before. */
  void notice(String message) {
    warning("  ", message);
  }

  private void warning(String indent, String message) {
    err.println(indent + painted(YELLOW, "warning:") + " " + clean(message));
    err.flush();
  }

  /** One {@code error:} line, and one that says what to do when there is something. */
  public void error(String problem, String remedy) {
    out.flush();
    errors.add(new PrintedError(clean(problem), clean(remedy)));
    err.println(painted(RED, "error:") + " " + clean(problem));
    if (!remedy.isEmpty()) {
      err.println("  try: " + clean(remedy));
    }
    err.flush();
  }

  /** Every error printed so far, in order. */
  public List<PrintedError> errors() {
    return List.copyOf(errors);
  }

  /**
   * Flushes both streams.
   *
   * @return {@code status}, or 7 when a result could not be printed for another reason than that
   *     nobody reads it any more
   */
  public int finish(int status) {
    out.flush();
    IOException failure = watched == null ? null : watched.failure;
    if (failure != null && !isClosedPipe(failure)) {
      error("standard output cannot be written: " + failure.getMessage(), "");
      return status == 0 ? 7 : status;
    }
    err.flush();
    return status;
  }

  /** The text without control characters, which could make a terminal do things. */
  static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        cleaned.append("\\n");
      } else if (c == '\t') {
        cleaned.append("\\t");
      } else if (c == '\r') {
        cleaned.append("\\r");
      } else if (Character.isISOControl(c)) {
        cleaned.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        cleaned.append(c);
      }
    }
    return cleaned.toString();
  }

  private String painted(String colourCode, String text) {
    return colour ? colourCode + text + PLAIN : text;
  }

  private static boolean wantsColour(HostEnvironment environment) {
    return environment.variable("NO_COLOR").isEmpty()
        && !environment.variable("TERM").equals(Optional.of("dumb"));
  }

  private static boolean isClosedPipe(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("pipe") || message.contains("stream closed");
  }

  private static PrintWriter writer(OutputStream stream, Charset charset, boolean autoFlush) {
    return new PrintWriter(new OutputStreamWriter(stream, charset), autoFlush);
  }

  /** JDK 19 and later tell the screen's encoding in one property, earlier ones in others. */
  private static Charset screenCharset(HostEnvironment environment) {
    for (String property :
        new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
      String name = environment.properties().getOrDefault(property, "");
      if (!name.isEmpty() && Charset.isSupported(name)) {
        return Charset.forName(name);
      }
    }
    return StandardCharsets.UTF_8;
  }

  /** Remembers the first failure, which a PrintWriter only counts. */
  private static final class WatchedStream extends OutputStream {
    private final OutputStream target;
    private @Nullable IOException failure;

    WatchedStream(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
