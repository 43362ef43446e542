package io.musicreclass.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an archive contains.
 *
 * @param program version of the program that made it
 * @param made when, as ISO 8601
 */
record Manifest(String program, String made, List<Entry> entries) {
  static final String NAME = "manifest.json";
  static final String FORMAT = "reclass-backup";
  static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HASH_LENGTH = 64;

  /** A file; its hash is SHA-256 in hexadecimal digits. */
  record Entry(String name, long bytes, String sha256) {}

  Manifest {
    entries = List.copyOf(entries);
  }

  byte[] json() throws IOException {
    ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
    json.put("program", program).put("made", made);
    ArrayNode files = json.putArray("files");
    for (Entry entry : entries) {
      files
          .addObject()
          .put("name", entry.name)
          .put("bytes", entry.bytes)
          .put("sha256", entry.sha256);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads and checks it.
   *
   * @throws IOException if it is not one that this program can restore; the message says why
   */
  static Manifest read(byte[] bytes) throws IOException {
    JsonNode json = parsed(bytes);
    if (!json.path("format").asText().equals(FORMAT)) {
      throw new IOException("it is not a backup of Reclass");
    }
    if (json.path("version").asInt() != VERSION) {
      throw new IOException(
          "its format "
              + json.path("version").asInt()
              + " is unknown here: restore it with the Reclass that made it ("
              + json.path("program").asText()
              + "), or a newer one");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode file : json.path("files")) {
      Entry entry =
          new Entry(
              file.path("name").asText(),
              file.path("bytes").asLong(-1),
              file.path("sha256").asText());
      if (!Place.isKnown(entry.name) || !names.add(entry.name)) {
        throw new IOException("it names a file that no backup has: '" + entry.name + "'");
      }
      if (entry.bytes < 0 || entry.bytes > largest(entry) || entry.sha256.length() != HASH_LENGTH) {
        throw new IOException("its list of files is damaged at '" + entry.name + "'");
      }
      entries.add(entry);
    }
    if (!names.contains(Place.DATABASE)) {
      throw new IOException("it has no database");
    }
    return new Manifest(json.path("program").asText(), json.path("made").asText(), entries);
  }

  private static long largest(Entry entry) {
    boolean small = entry.name.startsWith(Place.SETTINGS) || entry.name.startsWith(Place.HOME);
    return small ? Backup.LARGEST_SETTING : Long.MAX_VALUE;
  }

  private static JsonNode parsed(byte[] bytes) throws IOException {
    try {
      JsonNode json = JSON.readTree(bytes);
      return json == null ? JSON.createObjectNode() : json;
    } catch (IOException e) {
      throw new IOException("its list of files cannot be read", e);
    }
  }
}
