package io.pyforge.databricks.server;

import java.util.ArrayList;
import java.util.List;

/** What a correct client never does, and one has done. */
final class Violations {
  private final List<String> found = new ArrayList<>();

  synchronized void add(String violation) {
    found.add(violation);
  }

  synchronized List<String> all() {
    return List.copyOf(found);
  }

  /** Hands them out and forgets them. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(found);
    found.clear();
    return taken;
  }
}
