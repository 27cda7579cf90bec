package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Addresses of the cloud storage that open without a token, for a while. */
final class SignedAddresses {
  private static final String SIGNATURE = "X-Test-Signature";

  private record Grant(
      String method, String path, Instant end, String headerName, String headerValue) {}

  private final Supplier<String> url;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();

  SignedAddresses(Supplier<String> url) {
    this.url = url;
  }

  /**
   * Writes an address, and the header that must go with it, into {@code target}.
   *
   * @param path in the cloud storage, encoded
   */
  void describe(
      ObjectNode target, String method, String path, Instant end, String header, String value) {
    String signature = UUID.randomUUID().toString().replace("-", "");
    grants.put(signature, new Grant(method, path, end, header, value));
    signatures.add(signature);
    target.put("url", url.get() + path + "?" + SIGNATURE + "=" + signature);
    target.putArray("headers").addObject().put("name", header).put("value", value);
  }

  /** Refuses a request that no grant allows. */
  void check(HttpRequest request) throws Refusal {
    String signature = Query.parse(request.rawQuery()).only(SIGNATURE).required(SIGNATURE);
    Grant grant = grants.get(signature);
    if (grant == null
        || !grant.method().equals(request.method())
        || !grant.path().equals(request.rawPath())) {
      throw Refusal.violation(
          403, "SignatureDoesNotMatch", "The signature is not that of this request.");
    }
    List<String> header = request.headers().all(grant.headerName());
    if (!header.equals(List.of(grant.headerValue()))) {
      throw Refusal.violation(
          403, "SignatureDoesNotMatch", "The header " + grant.headerName() + " was signed too.");
    }
    if (Instant.now().isAfter(grant.end())) {
      throw Refusal.of(403, "AccessDenied", "Request has expired");
    }
  }

  /** Every signature there ever was. */
  List<String> signatures() {
    return List.copyOf(signatures);
  }
}
