package io.pyforge.databricks.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The uploads that are under way. */
final class UploadSessions {
  private final Map<String, UploadSession> byId = new ConcurrentHashMap<>();
  private final List<String> everGiven = new CopyOnWriteArrayList<>();

  /** Its token has signs that a query must encode. */
  UploadSession begin(FilePath path, boolean overwrite) {
    String id = UUID.randomUUID().toString().replace("-", "");
    UploadSession session = new UploadSession(id, "s+/=&" + id, path, overwrite);
    byId.put(id, session);
    everGiven.add(session.token);
    return session;
  }

  Optional<UploadSession> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Refuses a token that is not that of an upload to the path. */
  UploadSession of(FilePath path, String token) throws Refusal {
    if (!everGiven.contains(token)) {
      throw Refusal.violation(
          400, "INVALID_PARAMETER_VALUE", "the session token was never given out");
    }
    Optional<UploadSession> found =
        byId.values().stream().filter(session -> session.token.equals(token)).findFirst();
    if (found.isEmpty()) {
      throw Refusal.of(404, "NOT_FOUND", "The upload is over.");
    }
    if (!found.get().path.equals(path)) {
      throw Refusal.violation(
          400, "INVALID_PARAMETER_VALUE", "the session token is that of another path");
    }
    return found.get();
  }

  void end(UploadSession session) throws IOException {
    byId.remove(session.id);
    session.discard();
  }

  /** How many are under way. */
  int count() {
    return byId.size();
  }

  /** Every token there ever was. */
  List<String> tokens() {
    return List.copyOf(everGiven);
  }
}
