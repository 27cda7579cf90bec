package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Leads requests to the workspace's endpoints, once they have shown a token. */
final class WorkspaceFront implements Site {
  private static final List<String> FS = List.of("api", "2.0", "fs");
  private static final List<String> FILES = List.of("api", "2.0", "fs", "files");
  private static final List<String> DIRECTORIES = List.of("api", "2.0", "fs", "directories");
  private static final List<String> VOLUMES = List.of("api", "2.1", "unity-catalog", "volumes");

  private final Tokens tokens;
  private final IdentityEndpoint identity;
  private final FilesEndpoint files;
  private final DirectoriesEndpoint directories;
  private final VolumesEndpoint volumes;
  private final TransfersEndpoint transfers;
  private final Supplier<Answer> totals;
  private final Supplier<String> url;

  WorkspaceFront(
      Tokens tokens,
      IdentityEndpoint identity,
      FilesEndpoint files,
      DirectoriesEndpoint directories,
      VolumesEndpoint volumes,
      TransfersEndpoint transfers,
      Supplier<Answer> totals,
      Supplier<String> url) {
    this.tokens = tokens;
    this.identity = identity;
    this.files = files;
    this.directories = directories;
    this.volumes = volumes;
    this.transfers = transfers;
    this.totals = totals;
    this.url = url;
  }

  @Override
  public Answer answer(HttpRequest request) throws IOException, Refusal {
    List<String> names = PercentCode.names(request.rawPath());
    Query query = Query.parse(request.rawQuery());
    switch (request.method() + " " + String.join("/", names)) {
      case "GET .well-known/databricks-config":
        query.only();
        return identity.hostMetadata(url.get());
      case "GET oidc/.well-known/oauth-authorization-server":
        query.only();
        return identity.discovery(url.get());
      case "POST oidc/v1/token":
        query.only();
        return identity.token(request);
      case "GET __test/totals":
        return totals.get();
      default:
        authenticate(request);
        return behindSignIn(request, names, query);
    }
  }

  private void authenticate(HttpRequest request) throws Refusal {
    if (request.headers().all("Authorization").size() > 1) {
      throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", "two Authorization headers");
    }
    Optional<String> token = Tokens.bearer(request.headers());
    if (token.isEmpty()) {
      throw Refusal.violation(
          401, "UNAUTHENTICATED", "Credential was not sent or was of an unsupported type.");
    }
    if (!tokens.accepts(token.get())) {
      throw Refusal.of(401, "UNAUTHENTICATED", "Invalid access token.");
    }
  }

  private Answer behindSignIn(HttpRequest request, List<String> names, Query query)
      throws IOException, Refusal {
    if (startsWith(names, FILES) && request.method().equals("POST")) {
      return transfers.ofFile(request, FilePath.of(after(names, FILES)), query);
    }
    if (startsWith(names, FILES)) {
      return files.answer(request, FilePath.of(after(names, FILES)), query);
    }
    if (startsWith(names, DIRECTORIES)) {
      return directories.answer(request, FilePath.of(after(names, DIRECTORIES)), query);
    }
    if (startsWith(names, VOLUMES)) {
      return volumes.answer(request, after(names, VOLUMES), query);
    }
    if (names.size() == FILES.size() && startsWith(names, FS) && request.method().equals("POST")) {
      return transfers.addresses(request, names.get(FS.size()), query);
    }
    String path = String.join("/", names);
    if (path.equals("api/2.0/preview/scim/v2/Me")) {
      query.only("attributes", "excludedAttributes");
      if (!request.method().equals("GET")) {
        throw wrongMethod(request);
      }
      return identity.me();
    }
    throw noRoute(request);
  }

  private static boolean startsWith(List<String> names, List<String> start) {
    return names.size() >= start.size() && names.subList(0, start.size()).equals(start);
  }

  private static List<String> after(List<String> names, List<String> start) {
    return names.subList(start.size(), names.size());
  }

  static Refusal wrongMethod(HttpRequest request) {
    return Refusal.violation(
        405, "BAD_REQUEST", request.method() + " is not possible for " + request.rawPath());
  }

  static Refusal noRoute(HttpRequest request) {
    return Refusal.violation(
        404,
        "ENDPOINT_NOT_FOUND",
        "No API found for '" + request.method() + " " + request.rawPath() + "'");
  }
}
