package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.Content;
import io.pyforge.databricks.server.http.Headers;
import io.pyforge.databricks.server.http.HttpDates;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Answers with a file or with a part of it. */
final class Downloads {
  static final String BINARY = "application/octet-stream";

  private Downloads() {}

  /** Takes over the opened file. */
  static Answer answer(StoredTree.Opened opened, Headers headers) throws IOException, Refusal {
    try {
      return choose(opened, headers);
    } catch (Refusal e) {
      opened.content().close();
      throw e;
    }
  }

  private static Answer choose(StoredTree.Opened opened, Headers headers)
      throws IOException, Refusal {
    StoredFile file = opened.file();
    Content content = opened.content();
    precondition(file, headers);
    Answer whole =
        Answer.of(200, BINARY, content)
            .with("Accept-Ranges", "bytes")
            .with("ETag", file.etag())
            .with("Last-Modified", HttpDates.text(file.lastModified()));
    Optional<String> asked = headers.first("Range");
    if (asked.isEmpty()) {
      return whole;
    }
    long length = content.length();
    Optional<ByteRange> range = ByteRange.of(asked.get(), length);
    if (range.isEmpty()) {
      content.close();
      return Refusal.answer(
              416, "INVALID_PARAMETER_VALUE", asked.get() + " is behind the end of the file.", "")
          .with("Content-Range", "bytes */" + length);
    }
    ByteRange part = range.get();
    return new Answer(
            206, whole.headers(), content.range(part.from(), part.count()), whole.delivery())
        .with("Content-Range", "bytes " + part.from() + "-" + part.to() + "/" + length);
  }

  private static void precondition(StoredFile file, Headers headers) throws Refusal {
    Optional<String> since = headers.first("If-Unmodified-Since");
    if (since.isPresent()) {
      Optional<Instant> date = HttpDates.instant(since.get());
      if (date.isEmpty()) {
        throw Refusal.violation(
            400, "INVALID_PARAMETER_VALUE", "'" + since.get() + "' is no date of HTTP");
      }
      if (file.lastModified().truncatedTo(ChronoUnit.SECONDS).isAfter(date.get())) {
        throw Refusal.of(412, "FAILED_PRECONDITION", "The file was changed meanwhile.");
      }
    }
    Optional<String> match = headers.first("If-Match");
    if (match.isPresent() && !match.get().equals("*") && !match.get().equals(file.etag())) {
      throw Refusal.of(412, "FAILED_PRECONDITION", "The file was changed meanwhile.");
    }
  }
}
