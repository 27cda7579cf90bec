package io.pyforge.databricks.server.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request line and the fields of a request, read strictly.
 *
 * @param bodyBytes how long the body is; 0 if it is chunked
 */
record RequestHead(
    String method,
    String rawPath,
    String rawQuery,
    Headers headers,
    boolean chunked,
    long bodyBytes) {
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_FIELDS = 200;
  private static final int MAX_LENGTH_DIGITS = 18;
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  /**
   * Reads a head; null if the connection ends before it is whole.
   *
   * @throws MalformedRequestException if it is none
   */
  static @Nullable RequestHead read(SocketInput input) throws IOException {
    String line = input.line(MAX_LINE_BYTES);
    if (line == null) {
      return null;
    }
    String[] parts = line.split(" ", -1);
    if (parts.length != 3) {
      throw new MalformedRequestException("'" + line + "' is no request line");
    }
    String method = parts[0];
    String target = parts[1];
    if (!isToken(method)) {
      throw new MalformedRequestException("'" + method + "' is no method");
    }
    if (!parts[2].equals("HTTP/1.1")) {
      throw new MalformedRequestException("'" + parts[2] + "' is not HTTP/1.1");
    }
    if (!target.startsWith("/") || target.indexOf('#') >= 0) {
      throw new MalformedRequestException("'" + target + "' is no path");
    }
    List<Headers.Field> fields = new ArrayList<>();
    while (true) {
      line = input.line(MAX_LINE_BYTES);
      if (line == null) {
        return null;
      }
      if (line.isEmpty()) {
        break;
      }
      fields.add(field(line));
      if (fields.size() > MAX_FIELDS) {
        throw new MalformedRequestException("more than " + MAX_FIELDS + " header fields");
      }
    }
    int question = target.indexOf('?');
    return of(
        method,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        new Headers(fields));
  }

  private static RequestHead of(String method, String path, String query, Headers headers)
      throws MalformedRequestException {
    if (headers.all("Host").size() != 1) {
      throw new MalformedRequestException("a request needs exactly one Host");
    }
    List<String> encodings = headers.all("Transfer-Encoding");
    List<String> lengths = headers.all("Content-Length");
    if (lengths.size() > 1 || encodings.size() > 1 || !lengths.isEmpty() && !encodings.isEmpty()) {
      throw new MalformedRequestException("the length of the body is told twice");
    }
    if (!encodings.isEmpty() && !encodings.get(0).equalsIgnoreCase("chunked")) {
      throw new MalformedRequestException("'" + encodings.get(0) + "' is no framing of a body");
    }
    long length = 0;
    if (!lengths.isEmpty()) {
      String text = lengths.get(0);
      if (text.isEmpty()
          || text.length() > MAX_LENGTH_DIGITS
          || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new MalformedRequestException("'" + text + "' is no length");
      }
      length = Long.parseLong(text);
    }
    return new RequestHead(method, path, query, headers, !encodings.isEmpty(), length);
  }

  private static Headers.Field field(String line) throws MalformedRequestException {
    int colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.substring(0, colon))) {
      throw new MalformedRequestException("'" + line.split(":")[0] + "' is no header field");
    }
    return new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    c >= '0' && c <= '9'
                        || c >= 'A' && c <= 'Z'
                        || c >= 'a' && c <= 'z'
                        || TOKEN_SIGNS.indexOf(c) >= 0);
  }
}
