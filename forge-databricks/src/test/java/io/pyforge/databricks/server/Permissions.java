package io.pyforge.databricks.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is forbidden, by the start of paths. */
final class Permissions {
  private record Rule(String path, Access access) {}

  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  void deny(String path, Access access) {
    rules.add(new Rule(path, access));
  }

  void clear() {
    rules.clear();
  }

  void check(FilePath path, Access access) throws Refusal {
    String text = path.toString();
    for (Rule rule : rules) {
      boolean inside = text.equals(rule.path) || text.startsWith(rule.path + "/");
      if (inside && rule.access == access) {
        throw Refusal.of(
            403,
            "PERMISSION_DENIED",
            "User does not have "
                + (access == Access.READ ? "READ VOLUME" : "WRITE VOLUME")
                + " on "
                + text
                + ".");
      }
    }
  }
}
