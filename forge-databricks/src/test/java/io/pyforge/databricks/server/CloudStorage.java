package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.Content;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cloud storage behind a workspace: signed addresses open it. It must never see the workspace's
 * token, or any other.
 */
final class CloudStorage implements Site {
  static final String PARTS = "/parts/";
  static final String RESUMABLE = "/resumable/";
  static final String DOWNLOAD = "/download/";

  /** Chunks of a resumable upload are multiples of it, but for the last. */
  static final int CHUNK_BYTES = 256 * 1024;

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

  private final StoredTree tree;
  private final BlobStore blobs;
  private final UploadSessions sessions;
  private final SignedAddresses addresses;
  private final Violations violations;
  private final Multipart kind;
  private final AtomicLong etags = new AtomicLong();

  CloudStorage(
      StoredTree tree,
      BlobStore blobs,
      UploadSessions sessions,
      SignedAddresses addresses,
      Violations violations,
      Multipart kind) {
    this.tree = tree;
    this.blobs = blobs;
    this.sessions = sessions;
    this.addresses = addresses;
    this.violations = violations;
    this.kind = kind;
  }

  static String downloadPath(FilePath path) {
    String encoded = URLEncoder.encode(path.toString().substring(1), StandardCharsets.UTF_8);
    return DOWNLOAD + encoded.replace("+", "%20").replace("%2F", "/");
  }

  @Override
  public Answer answer(HttpRequest request) throws IOException, Refusal {
    for (String header : List.of("Authorization", "X-Databricks-Workspace-Id", "Cookie")) {
      if (request.headers().has(header)) {
        violations.add("the cloud storage was shown the header " + header);
        if (header.equals("Authorization")) {
          throw Refusal.of(
              400, "InvalidArgument", "Only one auth mechanism allowed, and the query has one.");
        }
      }
    }
    List<String> names = PercentCode.names(request.rawPath());
    addresses.check(request);
    return switch (names.get(0)) {
      case "parts" ->
          request.method().equals("DELETE") ? abort(names.get(1)) : part(request, names);
      case "resumable" -> resumable(request, names.get(1));
      case "download" -> download(request, names);
      default -> throw Refusal.violation(404, "NoSuchKey", "There is nothing.");
    };
  }

  private UploadSession session(String id) throws Refusal {
    Optional<UploadSession> session = sessions.byId(id);
    if (session.isEmpty()) {
      throw Refusal.of(404, "NoSuchUpload", "The specified upload does not exist.");
    }
    return session.get();
  }

  private Answer abort(String id) throws IOException, Refusal {
    sessions.end(session(id));
    return Answer.of(204);
  }

  private Answer part(HttpRequest request, List<String> names) throws IOException, Refusal {
    UploadSession session = session(names.get(1));
    if (request.headers().has("Transfer-Encoding")) {
      throw Refusal.violation(501, "NotImplemented", "A part needs a Content-Length.");
    }
    Blob blob = blobs.receive(request.body());
    String etag = String.format(Locale.ROOT, "\"%032x\"", etags.incrementAndGet());
    UploadSession.Part old;
    synchronized (session) {
      old = session.parts.put(Integer.parseInt(names.get(2)), new UploadSession.Part(blob, etag));
    }
    if (old != null) {
      old.blob().delete();
    }
    return kind == Multipart.PARTS_AZURE ? Answer.of(201) : Answer.of(200).with("ETag", etag);
  }

  private Answer download(HttpRequest request, List<String> names) throws IOException, Refusal {
    Optional<StoredTree.Opened> opened = tree.open(FilePath.of(names.subList(1, names.size())));
    if (opened.isEmpty()) {
      throw Refusal.of(404, "NoSuchKey", "The specified key does not exist.");
    }
    return Downloads.answer(opened.get(), request.headers());
  }

  private Answer resumable(HttpRequest request, String id) throws IOException, Refusal {
    Matcher range =
        CONTENT_RANGE.matcher(request.headers().first("Content-Range").orElse("(missing)"));
    if (!range.matches()) {
      throw Refusal.violation(400, "InvalidArgument", "Content-Range is missing or wrong.");
    }
    UploadSession session = session(id);
    synchronized (session) {
      if (session.done) {
        return Answer.of(200);
      }
      if (range.group(1) != null) {
        long from = Long.parseLong(range.group(1));
        long to = Long.parseLong(range.group(2));
        Optional<Long> total =
            Optional.of(range.group(3)).filter(text -> !text.equals("*")).map(Long::parseLong);
        append(request, session, from, to, total);
        if (total.isPresent() && total.get() == session.storedBytes) {
          return finish(session);
        }
      } else if (request.body().read() >= 0) {
        throw Refusal.violation(400, "InvalidArgument", "A question has no body.");
      } else if (range.group(3).equals("0")) {
        return finish(session);
      }
      Answer more = Answer.of(308);
      return session.storedBytes == 0
          ? more
          : more.with("Range", "bytes=0-" + (session.storedBytes - 1));
    }
  }

  private void append(
      HttpRequest request, UploadSession session, long from, long to, Optional<Long> total)
      throws IOException, Refusal {
    long count = to - from + 1;
    boolean last = total.isPresent() && to + 1 == total.get();
    if (count < 1 || total.isPresent() && to >= total.get()) {
      throw Refusal.violation(400, "InvalidArgument", "Content-Range ends early or late.");
    }
    if (!last && count % CHUNK_BYTES != 0) {
      throw Refusal.violation(400, "InvalidArgument", "A chunk is no multiple of 256 KiB.");
    }
    if (from > session.storedBytes) {
      throw Refusal.violation(400, "InvalidArgument", "A chunk leaves a gap.");
    }
    Path target = session.stored == null ? blobs.newFile() : session.stored;
    session.stored = target;
    InputStream body = request.body();
    long before = session.storedBytes;
    // What is there already is not written again.
    body.skipNBytes(Math.min(count, session.storedBytes - from));
    byte[] block = new byte[CHUNK_BYTES];
    try (OutputStream out =
        Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        // What came before a connection broke stays, in whole blocks.
        int filled = body.readNBytes(block, 0, block.length);
        if (filled == 0) {
          break;
        }
        out.write(block, 0, filled);
        session.storedBytes += filled;
      }
    }
    long wanted = Math.max(to + 1, before);
    if (session.storedBytes != wanted) {
      session.discard();
      throw Refusal.violation(400, "InvalidArgument", "The body is not as long as its range.");
    }
  }

  private Answer finish(UploadSession session) throws IOException, Refusal {
    Blob blob;
    if (session.stored == null) {
      blob = Blob.of(new byte[0]);
    } else {
      blob = Blob.of(session.storedBytes, session.stored);
    }
    try {
      tree.put(session.path, blob, session.overwrite, null);
    } catch (Refusal e) {
      sessions.end(session);
      throw Refusal.of(412, "PreconditionFailed", e.getMessage());
    }
    session.done = true;
    session.stored = null;
    return Answer.of(200, "application/json", Content.of("{}"));
  }
}
