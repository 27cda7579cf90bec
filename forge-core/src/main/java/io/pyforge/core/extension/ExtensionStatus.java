package io.pyforge.core.extension;

/**
 * An extension as listings show it.
 *
 * @param why empty when available; else what is missing, what failed, or the place that shadows it
 * @param origin the plug-in folder, {@code class path}, {@code the caller}, or {@code built in}
 */
public record ExtensionStatus(
    String id, State state, String description, String version, String why, String origin) {

  /** What became of it. */
  public enum State {
    /** It works. */
    AVAILABLE("Available"),
    /** It says that it cannot work here. */
    UNAVAILABLE("Unavailable"),
    /** It is broken. */
    FAILED("Failed"),
    /** Another place has an extension of the same id. */
    SHADOWED("Shadowed"),
    /** The user switched it off. */
    DISABLED("Disabled");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** The word in listings. */
    public String label() {
      return label;
    }
  }

  /** The listing line: {@code databricks: Available - Databricks Unity Catalog integration}. */
  public String line() {
    String rest = state == State.AVAILABLE ? description : why;
    return id + ": " + state.label() + (rest.isEmpty() ? "" : " - " + rest);
  }
}
