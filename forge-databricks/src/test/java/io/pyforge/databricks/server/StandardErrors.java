package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.Content;

/** The bodies that services send with statuses that are not 2xx. */
final class StandardErrors {
  private StandardErrors() {}

  static Answer answer(Side side, int status) {
    return side == Side.WORKSPACE ? json(status) : xml(status);
  }

  private static Answer json(int status) {
    return switch (status) {
      case 400 -> error(status, "BAD_REQUEST", "The request is not understood.");
      case 401 -> error(status, "UNAUTHENTICATED", "Token is expired.");
      case 403 -> error(status, "PERMISSION_DENIED", "User does not have permission.");
      case 404 -> error(status, "NOT_FOUND", "It does not exist.");
      case 408 -> error(status, "DEADLINE_EXCEEDED", "The request took too long.");
      case 429 -> error(status, "REQUEST_LIMIT_EXCEEDED", "Rate limit exceeded, try again later.");
      case 500 -> error(status, "INTERNAL_ERROR", "Something went wrong.");
      case 501 -> error(status, "NOT_IMPLEMENTED", "This is not implemented.");
      case 503 -> error(status, "TEMPORARILY_UNAVAILABLE", "The service is at capacity.");
      case 504 -> error(status, "DEADLINE_EXCEEDED", "The service took too long.");
      default -> error(status, "STATUS_" + status, "Status " + status + ".");
    };
  }

  private static Answer error(int status, String code, String message) {
    return Refusal.answer(status, code, message, "");
  }

  private static Answer xml(int status) {
    return switch (status) {
      case 403 -> xml(status, "AccessDenied", "Access Denied");
      case 404 -> xml(status, "NoSuchKey", "The specified key does not exist.");
      case 408 -> xml(status, "RequestTimeout", "The socket was not written to in time.");
      case 500 -> xml(status, "InternalError", "We encountered an internal error.");
      case 503 -> xml(status, "SlowDown", "Please reduce your request rate.");
      default -> xml(status, "Status" + status, "Status " + status);
    };
  }

  /** An error of a cloud storage. */
  static Answer xml(int status, String code, String message) {
    return Answer.of(
        status,
        "application/xml",
        Content.of(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
                + code
                + "</Code><Message>"
                + message
                + "</Message></Error>"));
  }

  static Answer urlExpired(boolean azure) {
    if (!azure) {
      return xml(403, "AccessDenied", "Request has expired");
    }
    return Answer.of(
        403,
        "application/xml",
        Content.of(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code>"
                + "<Message>Server failed to authenticate the request.</Message>"
                + "<AuthenticationErrorDetail>Signature not valid in the specified time frame"
                + "</AuthenticationErrorDetail></Error>"));
  }

  static Answer quota() {
    ObjectNode error = Json.object();
    error.put("error_code", "RESOURCE_EXHAUSTED");
    error.put("message", "The storage quota of the workspace is used up.");
    error
        .putArray("details")
        .addObject()
        .put("@type", "type.googleapis.com/google.rpc.QuotaFailure")
        .putArray("violations")
        .addObject()
        .put("subject", "workspace:900800700600")
        .put("description", "storage");
    return Json.answer(429, error);
  }
}
