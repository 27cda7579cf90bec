package io.pyforge.databricks.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls that store a file in parts: the workspace gives signed addresses, and the parts go to
 * the cloud's own storage, which never sees the sign-in. Thread-safe.
 */
public final class PartsApi {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final int FRESH_ADDRESSES = 3;

  /** How the cloud of a workspace takes parts. */
  public enum Kind {
    /** Any part at any time, several at once. */
    PARTS,
    /** One after the other. */
    IN_ORDER
  }

  /**
   * An upload that was begun.
   *
   * @param token belongs to this upload only; it is of no use without the sign-in
   */
  public record Session(Kind kind, String token) {
    @Override
    public String toString() {
      return "Session[" + kind + "]";
    }
  }

  /** What became of a part that was sent in order: where the next one starts. */
  public record Progress(boolean complete, long stored) {}

  private record Address(String url, Map<String, String> headers) {}

  private final FilesApi files;

  PartsApi(FilesApi files) {
    this.files = files;
  }

  /**
   * Begins an upload; empty when this workspace does not take parts.
   *
   * @throws ForgeException OUTPUT when there is a file and it may not be replaced
   */
  public Optional<Session> begin(VolumePath path, boolean overwrite) {
    String url = files.url(FilesApi.FILES, path) + "?action=initiate-upload&overwrite=" + overwrite;
    return files
        .exchange()
        .run(
            Call.of("POST", url),
            (answer, past) -> {
              boolean unknown =
                  answer.status() == 501 || answer.status() == 405 || answer.status() == 400;
              if (unknown || (answer.status() == 404 && !answer.json())) {
                return Optional.empty();
              }
              if (!answer.ok()) {
                throw FilesApi.writingRefused(path, answer);
              }
              JsonNode tree = Json.read(answer.text());
              String parts = tree.path("multipart_upload").path("session_token").asText("");
              String ordered = tree.path("resumable_upload").path("session_token").asText("");
              if (!parts.isEmpty()) {
                return Optional.of(new Session(Kind.PARTS, parts));
              }
              return ordered.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new Session(Kind.IN_ORDER, ordered));
            });
  }

  /**
   * Sends one part of an upload that takes them in any order.
   *
   * @param number from 1
   * @return the storage's mark of the part, needed at the end
   */
  public String send(VolumePath path, Session session, int number, Call.Body body) {
    for (int address = 1; ; address++) {
      Address to = partAddress(path, session, number);
      Optional<String> mark =
          files
              .exchange()
              .runSigned(
                  Call.of("PUT", to.url).with(to.headers).with(body),
                  (answer, past) -> {
                    if (answer.ok()) {
                      return Optional.of(answer.header("ETag").orElse(""));
                    }
                    if (answer.status() == 403) {
                      return Optional.empty();
                    }
                    throw refused(path, answer);
                  });
      if (mark.isPresent()) {
        return mark.get();
      }
      if (address == FRESH_ADDRESSES) {
        throw notTaken(path);
      }
    }
  }

  /**
   * Ends an upload: the file appears.
   *
   * @param marks of all parts, by number
   * @return false when the upload is not known any more, and has to start anew
   */
  public boolean complete(VolumePath path, Session session, Map<Integer, String> marks) {
    ObjectNode document = Json.object();
    ArrayNode parts = document.putArray("parts");
    new TreeMap<>(marks)
        .forEach((number, mark) -> parts.addObject().put("part_number", number).put("etag", mark));
    String url =
        files.url(FilesApi.FILES, path)
            + "?action=complete-upload&upload_type=multipart&session_token="
            + UrlText.queryPart(session.token());
    byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
    return files
        .exchange()
        .run(
            Call.of("POST", url)
                .with("Content-Type", "application/json")
                .with(new BytesBody(bytes)),
            (answer, past) -> {
              if (answer.ok()) {
                return true;
              }
              // After an answer that was lost this one may be about an upload that is complete: the
              // look at what is stored tells.
              if (past.lost() && (answer.status() == 404 || answer.status() == 409)) {
                return true;
              }
              if (answer.status() == 404 || answer.status() == 400) {
                return false;
              }
              throw FilesApi.writingRefused(path, answer);
            });
  }

  /** Gives an upload up; a failure to do so is nobody's trouble but the service's. */
  public void abort(VolumePath path, Session session) {
    try {
      Address address =
          address(
              files
                  .post("/api/2.0/fs/create-abort-upload-url", document(path, session), path)
                  .path("abort_upload_url"),
              path);
      files
          .exchange()
          .runSigned(
              Call.of("DELETE", address.url).with(address.headers), (answer, past) -> answer.ok());
    } catch (ForgeException e) {
      // What is left there is removed by the service in its own time.
    }
  }

  /** The address that all parts of an upload in order go to. */
  public String orderedAddress(VolumePath path, Session session) {
    JsonNode answer =
        files.post("/api/2.0/fs/create-resumable-upload-url", document(path, session), path);
    return address(answer.path("resumable_upload_url"), path).url;
  }

  /**
   * Sends the next part of an upload in order, or asks how far it is.
   *
   * @param offset of the part
   * @param total bytes of the file
   * @param body null to ask only
   */
  public Progress sendInOrder(
      VolumePath path,
      String address,
      long offset,
      long total,
      Call.@org.jspecify.annotations.Nullable Body body) {
    Call call = Call.of("PUT", address);
    if (body == null) {
      call = call.with("Content-Range", "bytes */" + total);
    } else {
      call =
          call.with(body)
              .with(
                  "Content-Range",
                  "bytes " + offset + "-" + (offset + body.length() - 1) + "/" + total);
    }
    return files
        .exchange()
        .runSigned(
            call,
            (answer, past) -> {
              if (answer.ok()) {
                return new Progress(true, total);
              }
              if (answer.status() == 308) {
                return new Progress(false, stored(answer.header("Range")));
              }
              throw refused(path, answer);
            });
  }

  private static long stored(Optional<String> range) {
    return range
        .map(text -> text.substring(text.lastIndexOf('-') + 1).strip())
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> Long.parseLong(text) + 1)
        .orElse(0L);
  }

  private Address partAddress(VolumePath path, Session session, int number) {
    ObjectNode document = document(path, session).put("start_part_number", number).put("count", 1);
    JsonNode answer = files.post("/api/2.0/fs/create-upload-part-urls", document, path);
    return address(answer.path("upload_part_urls").path(0), path);
  }

  private static ObjectNode document(VolumePath path, Session session) {
    return Json.object()
        .put("path", path.toString())
        .put("session_token", session.token())
        .put(
            "expire_time",
            Instant.now().plus(LIFE).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
  }

  private static Address address(JsonNode node, VolumePath path) {
    String url = node.path("url").asText("");
    boolean safe =
        url.toLowerCase(Locale.ROOT).startsWith("https://")
            || url.matches("(?i)http://(localhost|127\\.0\\.0\\.1|\\[::1])[:/].*");
    if (!safe) {
      throw new ForgeException(
          ErrorKind.REMOTE,
          "request-refused",
          "the workspace gave no safe address for the parts of " + path,
          "report it as a defect");
    }
    Map<String, String> headers = new TreeMap<>();
    for (JsonNode header : node.path("headers")) {
      headers.put(header.path("name").asText(), header.path("value").asText());
    }
    return new Address(url, headers);
  }

  private static ForgeException refused(VolumePath path, Answer answer) {
    return new ForgeException(
        ErrorKind.REMOTE,
        "storage-refused",
        "the cloud's storage refused a part of " + path + " with status " + answer.status(),
        "run it again");
  }

  private static ForgeException notTaken(VolumePath path) {
    return new ForgeException(
        ErrorKind.REMOTE,
        "storage-refused",
        "the cloud's storage refused every signed address for a part of " + path,
        "check this machine's clock and the network's firewall, and run it again");
  }
}
