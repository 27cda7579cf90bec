package io.pyforge.databricks.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls that store a file in parts: the workspace gives signed addresses, and the parts go to
 * the cloud's own storage, which never sees the sign-in. Thread-safe.
 */
public final class PartsApi {
  private static final Duration LIFE = Duration.ofHours(1);

  /** How often another address is asked for when one is not accepted. */
  public static final int FRESH_ADDRESSES = 3;

  /** What the service calls a call that it does not have. */
  private static final String NO_SUCH_CALL = "ENDPOINT_NOT_FOUND";

  private static final RemoteFailures.Said NOTHING_SAID = new RemoteFailures.Said("", "");

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

  /**
   * What became of a part that was sent in order.
   *
   * @param state whether more are to come
   * @param stored where the next one starts
   */
  public record Progress(State state, long stored) {
    /** How far an upload is. */
    public enum State {
      /** More parts are to come. */
      OPEN,
      /** The file is there. */
      COMPLETE,
      /** The address is too old; another one has to be asked for. */
      ADDRESS_OVER,
      /** The storage knows nothing of the upload, which has to start anew. */
      FORGOTTEN
    }
  }

  /** What became of the end of an upload. */
  public enum Ending {
    /** The file is there. */
    COMPLETE,
    /** The file may be there, or another one: only its content tells. */
    DOUBTFUL,
    /** The upload is not known any more, and has to start anew. */
    FORGOTTEN
  }

  /**
   * A signed address: who has it may use it.
   *
   * @param headers that were signed with it
   */
  public record Address(String url, Map<String, String> headers) {
    /** Without the signature. */
    @Override
    public String toString() {
      return Redaction.of(url);
    }
  }

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
              if (unknown) {
                return Optional.empty();
              }
              if (answer.status() == 404) {
                RemoteFailures.Said said = RemoteFailures.said(answer);
                if (said.code().isEmpty() || said.code().equals(NO_SUCH_CALL)) {
                  return Optional.empty();
                }
                throw FilesApi.folderMissing(path);
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
   * @return the storage's mark of the part, needed at the end; empty when the upload is not known
   *     any more, and has to start anew
   */
  public Optional<String> send(VolumePath path, Session session, int number, Call.Body body) {
    for (int fresh = 1; fresh <= FRESH_ADDRESSES; fresh++) {
      Optional<Address> to = partAddress(path, session, number);
      if (to.isEmpty()) {
        return Optional.empty();
      }
      Sent sent =
          files
              .exchange()
              .runSigned(
                  Call.of("PUT", to.get().url).with(to.get().headers).with(body),
                  (answer, past) -> {
                    if (answer.ok()) {
                      return new Sent(Progress.State.COMPLETE, answer.header("ETag").orElse(""));
                    }
                    return new Sent(notStored(path, answer), "");
                  });
      if (sent.state == Progress.State.COMPLETE) {
        return Optional.of(sent.mark);
      }
      if (sent.state == Progress.State.FORGOTTEN) {
        return Optional.empty();
      }
    }
    throw notTaken(path);
  }

  private record Sent(Progress.State state, String mark) {}

  /** What an answer of the storage that says no means for the upload. */
  private static Progress.State notStored(VolumePath path, Answer answer) {
    return switch (answer.status()) {
      case 403 -> Progress.State.ADDRESS_OVER;
      case 404, 410 -> Progress.State.FORGOTTEN;
      case 412 -> throw RemoteFailures.refused(path.toString(), 409, NOTHING_SAID, "writing");
      default ->
          throw new ForgeException(
              ErrorKind.REMOTE,
              "storage-refused",
              "the cloud's storage refused a part of " + path + " with status " + answer.status(),
              "run it again");
    };
  }

  /**
   * Ends an upload: the file appears.
   *
   * @param marks of all parts, by number
   */
  public Ending complete(VolumePath path, Session session, Map<Integer, String> marks) {
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
                return Ending.COMPLETE;
              }
              // After an answer that was lost this one may be about an upload that is complete.
              if (past.lost() && (answer.status() == 404 || answer.status() == 409)) {
                return Ending.DOUBTFUL;
              }
              if (answer.status() == 404 || answer.status() == 400) {
                return Ending.FORGOTTEN;
              }
              throw FilesApi.writingRefused(path, answer);
            });
  }

  /** Gives an upload up; a failure to do so is nobody's trouble but the service's. */
  public void abort(VolumePath path, Session session) {
    try {
      Optional<JsonNode> given =
          files.post("/api/2.0/fs/create-abort-upload-url", document(path, session, true), path);
      if (given.isPresent()) {
        Address to = address(given.get().path("abort_upload_url"), path);
        files
            .exchange()
            .runSigned(Call.of("DELETE", to.url).with(to.headers), (answer, past) -> answer.ok());
      }
    } catch (ForgeException e) {
      // What is left there is removed by the service in its own time.
    }
  }

  /**
   * The address that all parts of an upload in order go to; empty when the upload is not known any
   * more, and has to start anew.
   */
  public Optional<Address> orderedAddress(VolumePath path, Session session) {
    return files
        .post("/api/2.0/fs/create-resumable-upload-url", document(path, session, false), path)
        .map(answer -> address(answer.path("resumable_upload_url"), path));
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
      Address address,
      long offset,
      long total,
      Call.@org.jspecify.annotations.Nullable Body body) {
    Call call = Call.of("PUT", address.url).with(address.headers);
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
                return new Progress(Progress.State.COMPLETE, total);
              }
              if (answer.status() == 308) {
                return new Progress(Progress.State.OPEN, stored(answer.header("Range")));
              }
              return new Progress(notStored(path, answer), offset);
            });
  }

  private static long stored(Optional<String> range) {
    return range
        .map(text -> text.substring(text.lastIndexOf('-') + 1).strip())
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> Long.parseLong(text) + 1)
        .orElse(0L);
  }

  private Optional<Address> partAddress(VolumePath path, Session session, int number) {
    ObjectNode document =
        document(path, session, true).put("start_part_number", number).put("count", 1);
    return files
        .post("/api/2.0/fs/create-upload-part-urls", document, path)
        .map(answer -> address(answer.path("upload_part_urls").path(0), path));
  }

  private static ObjectNode document(VolumePath path, Session session, boolean ending) {
    ObjectNode document =
        Json.object().put("path", path.toString()).put("session_token", session.token());
    if (ending) {
      Instant end = Instant.now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
      document.put("expire_time", end.toString());
    }
    return document;
  }

  private static Address address(JsonNode node, VolumePath path) {
    String url = node.path("url").asText("");
    if (!safe(url)) {
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

  private static boolean safe(String url) {
    try {
      SignInChoices.checkedHost(new URI(url).resolve("/").toString());
      return url.contains("://");
    } catch (URISyntaxException | ForgeException e) {
      return false;
    }
  }

  /** No signed address was accepted. */
  public static ForgeException notTaken(VolumePath path) {
    return new ForgeException(
        ErrorKind.REMOTE,
        "storage-refused",
        "the cloud's storage refused every signed address for a part of " + path,
        "check this machine's clock and the network's firewall, and run it again");
  }
}
