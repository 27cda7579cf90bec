package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the workspace has to do with uploads in parts and with downloads by signed addresses. */
final class TransfersEndpoint {
  static final String AWS_HEADER = "x-amz-meta-upload";
  static final String AZURE_HEADER = "x-ms-blob-type";
  static final String GOOGLE_HEADER = "x-goog-meta-upload";

  private static final int MAX_PARTS = 10_000;

  private final StoredTree tree;
  private final BlobStore blobs;
  private final Permissions permissions;
  private final UploadSessions sessions;
  private final SignedAddresses addresses;
  private final Violations violations;
  private final Multipart kind;
  private final long smallestPartBytes;

  TransfersEndpoint(
      StoredTree tree,
      BlobStore blobs,
      Permissions permissions,
      UploadSessions sessions,
      SignedAddresses addresses,
      Violations violations,
      Settings settings) {
    this.tree = tree;
    this.blobs = blobs;
    this.permissions = permissions;
    this.sessions = sessions;
    this.addresses = addresses;
    this.violations = violations;
    this.kind = settings.multipart();
    this.smallestPartBytes = settings.smallestPartBytes();
  }

  private void checkOffered(HttpRequest request) throws Refusal {
    if (kind == Multipart.NONE) {
      throw Refusal.of(501, "NOT_IMPLEMENTED", "Uploads in parts are not enabled here.");
    }
    if (kind == Multipart.NOT_FOUND) {
      throw Refusal.of(404, "ENDPOINT_NOT_FOUND", "No API found for " + request.rawPath());
    }
  }

  /** {@code POST /api/2.0/fs/files/...?action=}. */
  Answer ofFile(HttpRequest request, FilePath path, Query query) throws IOException, Refusal {
    checkOffered(request);
    permissions.check(path, Access.WRITE);
    return switch (query.required("action")) {
      case "initiate-upload" -> {
        query.only("action", "overwrite");
        Json.read(request.body(), Set.of());
        yield initiate(path, query.flag("overwrite"));
      }
      case "complete-upload" -> {
        query.only("action", "upload_type", "session_token");
        if (kind == Multipart.RESUMABLE || !query.required("upload_type").equals("multipart")) {
          throw Refusal.violation(
              400, "INVALID_PARAMETER_VALUE", "there is no such upload to complete");
        }
        yield complete(request, sessions.of(path, query.required("session_token")));
      }
      default ->
          throw Refusal.violation(
              400, "INVALID_PARAMETER_VALUE", "the action is not known: " + query.values());
    };
  }

  private Answer initiate(FilePath path, boolean overwrite) throws Refusal {
    tree.checkPut(path, overwrite);
    UploadSession session = sessions.begin(path, overwrite);
    ObjectNode answer = Json.object();
    answer
        .putObject(kind == Multipart.RESUMABLE ? "resumable_upload" : "multipart_upload")
        .put("session_token", session.token);
    return Json.answer(200, answer);
  }

  private Answer complete(HttpRequest request, UploadSession session) throws IOException, Refusal {
    ObjectNode asked = Json.read(request.body(), Set.of("parts"));
    synchronized (session) {
      Blob whole = blobs.joined(listed(asked.path("parts"), session));
      try {
        tree.put(session.path, whole, session.overwrite, null);
      } catch (Refusal e) {
        whole.delete();
        sessions.end(session);
        throw e;
      }
      sessions.end(session);
    }
    return Json.answer(200, Json.object());
  }

  private List<Blob> listed(JsonNode parts, UploadSession session) throws Refusal {
    List<Blob> listed = new ArrayList<>();
    int last = 0;
    for (JsonNode entry : parts) {
      int number = entry.path("part_number").asInt();
      UploadSession.Part part = session.parts.get(number);
      if (number <= last) {
        throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", "the parts are not in order");
      }
      if (part == null) {
        throw Refusal.violation(
            400, "INVALID_PARAMETER_VALUE", "part " + number + " was never uploaded");
      }
      if (kind == Multipart.PARTS && !part.etag().equals(entry.path("etag").asText())) {
        throw Refusal.violation(
            400, "INVALID_PARAMETER_VALUE", "part " + number + " has another ETag");
      }
      if (!listed.isEmpty() && listed.get(listed.size() - 1).size() < smallestPartBytes) {
        throw Refusal.violation(
            400,
            "INVALID_PARAMETER_VALUE",
            "part " + last + " is smaller than " + smallestPartBytes + " bytes");
      }
      listed.add(part.blob());
      last = number;
    }
    if (listed.isEmpty()) {
      throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", "no parts are listed");
    }
    if (listed.size() < session.parts.size()) {
      violations.add(session.path + ": completed without " + session.parts.keySet() + " of it");
    }
    return listed;
  }

  /** {@code POST /api/2.0/fs/create-...}: signed addresses. */
  Answer addresses(HttpRequest request, String what, Query query) throws IOException, Refusal {
    checkOffered(request);
    ObjectNode answer = Json.object();
    switch (what) {
      case "create-upload-part-urls" -> {
        query.only();
        ObjectNode asked =
            Json.read(
                request.body(),
                Set.of("path", "session_token", "start_part_number", "count", "expire_time"));
        partAddresses(asked, session(asked), answer.putArray("upload_part_urls"));
      }
      case "create-resumable-upload-url" -> {
        query.only();
        ObjectNode asked = Json.read(request.body(), Set.of("path", "session_token"));
        UploadSession session = session(asked);
        if (kind != Multipart.RESUMABLE) {
          throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", "the upload is not resumable");
        }
        describe(
            answer.putObject("resumable_upload_url"),
            "PUT",
            CloudStorage.RESUMABLE + session.id,
            Instant.MAX);
      }
      case "create-abort-upload-url" -> {
        query.only();
        ObjectNode asked =
            Json.read(request.body(), Set.of("path", "session_token", "expire_time"));
        UploadSession session = session(asked);
        Instant end = instant(Json.text(asked, "expire_time"));
        describe(
            answer.putObject("abort_upload_url"), "DELETE", CloudStorage.PARTS + session.id, end);
      }
      case "create-download-url" -> {
        query.only("path", "expire_time");
        FilePath path = FilePath.parse(query.required("path"));
        permissions.check(path, Access.READ);
        Optional<StoredFile> file = tree.file(path);
        if (file.isEmpty()) {
          throw FilesEndpoint.notFound(path);
        }
        describe(
            answer, "GET", CloudStorage.downloadPath(path), instant(query.required("expire_time")));
      }
      default -> throw WorkspaceFront.noRoute(request);
    }
    return Json.answer(200, answer);
  }

  private void partAddresses(ObjectNode asked, UploadSession session, ArrayNode target)
      throws Refusal {
    if (kind == Multipart.RESUMABLE) {
      throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", "the upload has no parts");
    }
    int start = Json.number(asked, "start_part_number");
    int count = Json.number(asked, "count");
    Instant end = instant(Json.text(asked, "expire_time"));
    if (start < 1 || count < 1 || start + count - 1 > MAX_PARTS) {
      throw Refusal.violation(
          400, "INVALID_PARAMETER_VALUE", "parts are counted from 1 to " + MAX_PARTS);
    }
    for (int number = start; number < start + count; number++) {
      ObjectNode part = target.addObject();
      describe(part, "PUT", CloudStorage.PARTS + session.id + "/" + number, end);
      part.put("part_number", number);
    }
  }

  private void describe(ObjectNode target, String method, String path, Instant end) {
    switch (kind) {
      case PARTS_AZURE -> addresses.describe(target, method, path, end, AZURE_HEADER, "BlockBlob");
      case RESUMABLE -> addresses.describe(target, method, path, end, GOOGLE_HEADER, "signed");
      default -> addresses.describe(target, method, path, end, AWS_HEADER, "signed");
    }
  }

  private UploadSession session(ObjectNode asked) throws Refusal {
    FilePath path = FilePath.parse(Json.text(asked, "path"));
    permissions.check(path, Access.WRITE);
    return sessions.of(path, Json.text(asked, "session_token"));
  }

  private static Instant instant(String text) throws Refusal {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", "'" + text + "' is no time");
    }
  }
}
