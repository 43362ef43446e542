package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.Golden;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that users reported, dropped into the inbox of a daemon that writes tags. */
class ReportedInputsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Charset ISO = StandardCharsets.ISO_8859_1;

  /** Imported by a test of its own, ImportExtraTensorsTest. */
  private static final String CHECKPOINTS = "checkpoint-extra-tensors";

  /** Ignored because of their names. */
  private static final Set<String> IGNORED = Set.of("partial-names-taken", "nas-recycle-folders");

  private static final Set<String> CLASSIFIED =
      Set.of(
          "album-artist-keys",
          "genre-tag-begins-with-digits",
          "id3v23-unsync",
          "leading-dots-and-tilde",
          "mp3-identity-end-tags",
          "silent-middle",
          "sure-without-evidence",
          "tag-write-loses-mp3-chapters",
          "tag-write-loses-mp4-freeform",
          "tag-write-loses-wav-cue-labels");

  @TempDir private Path folder;
  private final Map<String, JsonNode> rows = new TreeMap<>();
  private Path inbox;
  private Path cases;

  @Test
  void eachReportedInputEndsAsExpected() throws Exception {
    cases = Golden.path("cases");
    List<String> names;
    try (Stream<Path> entries = Files.list(cases)) {
      names = entries.filter(Files::isDirectory).map(p -> "" + p.getFileName()).toList();
    }
    Set<String> known = new TreeSet<>(CLASSIFIED);
    known.addAll(IGNORED);
    known.add(CHECKPOINTS);
    assertThat(known).containsAll(names);

    try (Reclass reclass =
        Reclass.in(folder)
            .set("RECLASS_MQTT_URL", "tcp://127.0.0.1:1")
            .set("RECLASS_AFTER_TAG", "genre")
            .set("RECLASS_AFTER_ONLY_SURE", "false")) {
      inbox = reclass.inbox();
      int expected = 0;
      for (String name : names) {
        if (!name.equals(CHECKPOINTS)) {
          int files = copy(cases.resolve(name), inbox.resolve(name));
          expected += CLASSIFIED.contains(name) ? files : 0;
        }
      }
      reclass.start();
      int wanted = expected;
      reclass.await("all have ended", () -> read(reclass) == wanted);
      names();
      identity();
      evidence();
      tags(reclass);
      written(reclass);
      assertThat(reclass.stop()).isIn(0, 143);
    }
  }

  private static int copy(Path from, Path to) throws IOException {
    int files = 0;
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.sorted().toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, Files.readAllBytes(path));
          files++;
        }
      }
    }
    return files;
  }

  /** Reads all rows again; returns how many files have ended. */
  private int read(Reclass reclass) {
    try {
      JsonNode page = JSON.readTree(reclass.get("/api/tracks?limit=200")).path("tracks");
      rows.clear();
      page.forEach(row -> rows.put(inbox.relativize(Path.of(row.get("path").asText())) + "", row));
      return (int)
          rows.values().stream()
              .filter(row -> row.get("state").asText().matches("done|failed|duplicate"))
              .count();
    } catch (IOException e) {
      return -1;
    }
  }

  private void names() {
    assertThat(rows.keySet()).noneMatch(path -> IGNORED.stream().anyMatch(path::startsWith));
  }

  private void identity() {
    List<String> states =
        rows.entrySet().stream()
            .filter(e -> e.getKey().startsWith("mp3-identity-end-tags/"))
            .map(e -> e.getValue().get("state").asText())
            .toList();
    assertThat(states).filteredOn("done"::equals).hasSize(1);
    assertThat(states).filteredOn("duplicate"::equals).hasSize(states.size() - 1);
  }

  private void evidence() {
    rows.forEach(
        (path, row) -> {
          if (path.startsWith("sure-without-evidence/")) {
            assertThat(row.path("sure").asBoolean(false)).as(path + " " + row).isFalse();
          }
        });
    assertThat(rows.get("silent-middle/hidden.flac").get("state").asText()).isEqualTo("done");
    JsonNode inverted = rows.get("silent-middle/inverted.flac");
    assertThat(inverted.path("reason").asText("")).doesNotContain("silen");
  }

  private JsonNode track(Reclass reclass, String path) throws IOException {
    String id = rows.get(path).get("id").asText();
    return JSON.readTree(
        reclass.get("/api/tracks/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
  }

  private void tags(Reclass reclass) throws IOException {
    assertThat(tag(reclass, "genre-tag-begins-with-digits/80s.mp3", "genre")).isEqualTo("80s Pop");
    assertThat(tag(reclass, "genre-tag-begins-with-digits/2tone.mp3", "genre")).isEqualTo("2 Tone");
    assertThat(tag(reclass, "album-artist-keys/foobar/00.flac", "album_artist"))
        .isEqualTo("Various Artists");
    assertThat(tag(reclass, "tag-write-loses-mp4-freeform/v24null.mp3", "artist"))
        .isEqualTo("Anna; Bert");
  }

  private String tag(Reclass reclass, String path, String key) throws IOException {
    return track(reclass, path).path("tags").path(key).asText();
  }

  /** Tagging preserves every part of a file but the genre and this program's own tags. */
  private void written(Reclass reclass) throws IOException {
    String chapters = "tag-write-loses-mp3-chapters/t24.mp3";
    String labels = "tag-write-loses-wav-cue-labels/bwf.wav";
    for (String name : List.of(chapters, labels)) {
      byte[] before = Files.readAllBytes(cases.resolve(name));
      reclass.await(
          name + " is tagged", () -> new String(bytes(name), ISO).contains("RECLASS_GENRE"));
      String after = new String(bytes(name), ISO);
      for (byte[] part : name.equals(chapters) ? frames(before) : chunks(before)) {
        assertThat(after).as(name).contains(new String(part, ISO));
      }
    }
    for (String name : List.of("two.m4a", "v24null.mp3")) {
      String path = "tag-write-loses-mp4-freeform/" + name;
      String before = new String(Files.readAllBytes(cases.resolve(path)), ISO);
      reclass.await(
          name + " is tagged", () -> new String(bytes(path), ISO).contains("RECLASS_GENRE"));
      boolean mp4 = name.endsWith("m4a");
      int artists = before.indexOf(mp4 ? "\u00a9ART" : "TPE1");
      int genres = before.indexOf(mp4 ? "\u00a9gen" : "TCON");
      String preserved = before.substring(artists, before.indexOf("Jazz", genres) + 4);
      assertThat(new String(bytes(path), ISO))
          .as("all artists and a person's genres")
          .contains(preserved);
    }
  }

  private byte[] bytes(String path) {
    try {
      return Files.readAllBytes(inbox.resolve(path));
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** The frames of the ID3v2.4 tag at the start. */
  private static List<byte[]> frames(byte[] file) {
    List<byte[]> frames = new ArrayList<>();
    int at = 10;
    while (file[at] != 0) {
      int size = file[at + 4] << 21 | file[at + 5] << 14 | file[at + 6] << 7 | file[at + 7];
      frames.add(Arrays.copyOfRange(file, at, at + 10 + size));
      at += 10 + size;
    }
    assertThat(frames).hasSizeGreaterThan(20);
    return frames;
  }

  /** The chunks of a RIFF file, except the audio. */
  private static List<byte[]> chunks(byte[] file) {
    List<byte[]> chunks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = 12;
    while (at < file.length) {
      int size = in.getInt(at + 4);
      String id = new String(file, at, 4, ISO);
      boolean info = new String(file, at + 8, 4, ISO).equals("INFO");
      if (!id.equals("data") && !info) {
        chunks.add(Arrays.copyOfRange(file, at, at + 8 + size));
      }
      at += 8 + size + (size & 1);
    }
    assertThat(chunks).hasSizeGreaterThan(5);
    return chunks;
  }
}
