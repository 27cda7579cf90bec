package io.pyforge.core.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code _pyforge.json}, the list of the files that were written into an output folder: {@code
 * {"tool":"pyforge","version":1,"files":["Customers.parquet"]}}. A later run with leave to replace
 * removes those and nothing else. Engines that read folders skip names that start with an
 * underscore.
 */
public final class FolderManifest {
  /** The name of the list. */
  public static final String NAME = "_pyforge.json";

  private FolderManifest() {}

  /** Whether a name is that of a file directly in a folder, and not the manifest's own. */
  static boolean isPlainName(String name) {
    return !name.isEmpty()
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && name.indexOf('\0') < 0
        && !name.equals(".")
        && !name.equals("..")
        && !name.equals(NAME);
  }

  /** The files that the manifest of a folder names; none when it has no manifest, or not ours. */
  static Set<String> read(Path folder) {
    Path file = folder.resolve(NAME);
    Set<String> files = new TreeSet<>();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return files;
    }
    boolean ours = false;
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Set.of();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("tool") && value == JsonToken.VALUE_STRING) {
          ours = json.getText().equals("pyforge");
        } else if (field.equals("files") && value == JsonToken.START_ARRAY) {
          readNames(json, files);
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      return Set.of(); // damaged: it allows nothing to be removed
    }
    return ours ? files : Set.of();
  }

  private static void readNames(JsonParser json, Set<String> files) throws IOException {
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      if (t == null) {
        throw new IOException("the list of files does not end");
      }
      if (t == JsonToken.VALUE_STRING && isPlainName(json.getText())) {
        files.add(json.getText());
      } else {
        json.skipChildren();
      }
    }
  }

  /** Writes a manifest; the stream is closed. */
  static void write(OutputStream to, Collection<String> files) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(to)) {
      json.writeStartObject();
      json.writeStringField("tool", "pyforge");
      json.writeNumberField("version", 1);
      json.writeArrayFieldStart("files");
      for (String file : new TreeSet<>(files)) {
        json.writeString(file);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
