package io.pyforge.databricks.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads encoded paths and queries strictly. */
final class PercentCode {
  private static final String PATH_SIGNS = "-._~!$&'()*+,;=:@";
  private static final String QUERY_SIGNS = PATH_SIGNS + "/?";

  private PercentCode() {}

  /** The names of a path, decoded. */
  static List<String> names(String rawPath) throws Refusal {
    List<String> names = new ArrayList<>();
    for (String raw : rawPath.substring(1).split("/", -1)) {
      String name = decode(raw, PATH_SIGNS, false, "the path " + rawPath);
      if (name.isEmpty()) {
        throw bad("the path " + rawPath + " has an empty name");
      }
      if (name.equals(".") || name.equals("..")) {
        throw bad("the path " + rawPath + " is not normalised");
      }
      if (name.indexOf('/') >= 0) {
        throw bad("the path " + rawPath + " has a slash in a name");
      }
      if (name.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
        throw bad("the path " + rawPath + " has a control character");
      }
      names.add(name);
    }
    return names;
  }

  /** A key or a value of a query or of a form, where a plus is a space. */
  static String parameter(String raw) throws Refusal {
    return decode(raw, QUERY_SIGNS, true, "the query part " + raw);
  }

  private static String decode(String raw, String signs, boolean plusIsSpace, String where)
      throws Refusal {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) : -1;
        int low = high < 0 ? -1 : hex(raw.charAt(i + 2));
        if (low < 0) {
          throw bad(where + " has a % that encodes nothing");
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (plusIsSpace && c == '+') {
        bytes.write(' ');
      } else if (isAlphanumeric(c) || signs.indexOf(c) >= 0) {
        bytes.write(c);
      } else {
        throw bad(where + " has a sign that must be encoded: code " + (int) c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw bad(where + " is not UTF-8");
    }
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  private static Refusal bad(String problem) {
    return Refusal.violation(400, "INVALID_PARAMETER_VALUE", problem);
  }
}
