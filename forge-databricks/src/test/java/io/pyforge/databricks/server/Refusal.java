package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;

/** An answer that says no. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String errorCode;
  private final String reason;
  private final boolean violation;

  private Refusal(int status, String errorCode, String message, String reason, boolean violation) {
    super(message, null, false, false);
    this.status = status;
    this.errorCode = errorCode;
    this.reason = reason;
    this.violation = violation;
  }

  /** No, for a reason that a correct client may run into. */
  static Refusal of(int status, String errorCode, String message) {
    return new Refusal(status, errorCode, message, "", false);
  }

  /** No, for what a correct client never does. */
  static Refusal violation(int status, String errorCode, String message) {
    return new Refusal(status, errorCode, message, "", true);
  }

  /** No, with a reason for programs. */
  Refusal because(String code) {
    return new Refusal(status, errorCode, getMessage(), code, violation);
  }

  boolean isViolation() {
    return violation;
  }

  /** As the workspace says it. */
  Answer answer() {
    return answer(status, errorCode, getMessage(), reason);
  }

  /** As a cloud storage says it. */
  Answer xmlAnswer() {
    return StandardErrors.xml(status, errorCode, getMessage());
  }

  /** An error of the workspace; {@code reason} may be empty. */
  static Answer answer(int status, String errorCode, String message, String reason) {
    ObjectNode error = Json.object();
    error.put("error_code", errorCode);
    error.put("message", message);
    if (!reason.isEmpty()) {
      error
          .putArray("details")
          .addObject()
          .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
          .put("reason", reason)
          .put("domain", "filesystem.databricks.com");
    }
    return Json.answer(status, error);
  }
}
