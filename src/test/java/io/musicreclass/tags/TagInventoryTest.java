package io.musicreclass.tags;

import static io.musicreclass.tags.Id3Bytes.join;
import static io.musicreclass.tags.Id3Bytes.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison after writing detects every difference other than the written fields. */
class TagInventoryTest {
  private static final Map<String, List<String>> OWN = Map.of("RECLASS_GENRE", List.of("Jazz"));

  @TempDir Path dir;

  private static TagInventory list(Path file) throws IOException {
    try (FileBytes source = FileBytes.open(file)) {
      return TagFile.format(source).list(source, new TagChanges(OWN));
    }
  }

  /** The first difference in another file; damage is a difference. */
  private Optional<String> difference(TagInventory before, byte[] after) throws IOException {
    try {
      return before.difference(list(Files.write(dir.resolve("after"), after)));
    } catch (TagException damage) {
      return Optional.of(damage.getMessage());
    }
  }

  @Test
  void everyChangedByteIsDetectedInEveryFormat() throws IOException {
    for (Map.Entry<String, Path> file : TaggedAudio.all(dir).entrySet()) {
      byte[] bytes = Files.readAllBytes(file.getValue());
      TagInventory before = list(file.getValue());
      int unnoticed = 0;
      for (int i = 0; i < bytes.length; i += i < 1200 || i > bytes.length - 1200 ? 7 : 307) {
        bytes[i] ^= 0x15;
        unnoticed += difference(before, bytes).isPresent() ? 0 : 1;
        bytes[i] ^= 0x15;
      }
      // The content of free boxes in MP4 and the padding size in ID3v2.3 have no meaning.
      assertThat(unnoticed).as(file.getKey()).isLessThan(file.getKey().endsWith("m4a") ? 20 : 4);
    }
  }

  private static Id3Bytes frames(String without) {
    Id3Bytes tag = new Id3Bytes(4, 0);
    byte[] title = tag.frameBytes("TIT2", 0, latin1("\0Chapter"));
    byte[] times = new byte[16];
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("GEOB", latin1("\0application/octet-stream\0\0Serato Markers2\0\1\1abc"));
    all.put("PRIV", latin1("TRAKTOR4\0\0\1\2\3"));
    all.put("CTOC", latin1("toc\0\3\1c1\0"));
    all.put("CHAP", join(latin1("c1\0"), times, title));
    all.put("APIC", latin1("\0image/png\0\3front\0png"));
    all.put("UFID", latin1("http://musicbrainz.org\0id"));
    all.put("POPM", latin1("me@x\0\u00c4"));
    all.put("TXXX", latin1("\0MOOD\0calm"));
    all.put("WXYZ", latin1("unknown"));
    all.forEach((id, body) -> tag.frame(id, 0, id.equals(without) ? new byte[] {1} : body));
    return tag;
  }

  @ParameterizedTest
  @ValueSource(strings = {"GEOB", "PRIV", "CTOC", "CHAP", "APIC", "UFID", "POPM", "TXXX", "WXYZ"})
  void aFrameOfDjAndPodcastProgramsIsMissedWhenItsContentIsGone(String id) throws IOException {
    byte[] audio = {-1, -5, -112, 100, 0, 0, 0, 0};
    Path whole = Files.write(dir.resolve("whole.mp3"), join(frames("").tag(9), audio));

    assertThat(difference(list(whole), join(frames("").tag(50), audio))).isEmpty();
    assertThat(difference(list(whole), join(frames(id).tag(9), audio)).orElse("")).contains(id);
  }

  @Test
  void aRemovedChapterPictureIsDetected() throws IOException {
    byte[] audio = {-1, -5, -112, 100, 0, 0, 0, 0};
    Id3Bytes tag = new Id3Bytes(3, 0);
    byte[] title = tag.frameBytes("TIT2", 0, latin1("\0Chapter"));
    byte[] picture = tag.frameBytes("APIC", 0, latin1("\0image/png\0\3front\0png"));
    byte[] with = new Id3Bytes(3, 0).frame("CHAP", 0, join(title, picture)).tag(0);
    byte[] without = new Id3Bytes(3, 0).frame("CHAP", 0, title).tag(0);
    Path whole = Files.write(dir.resolve("whole.mp3"), join(with, audio));

    assertThat(difference(list(whole), join(without, audio)).orElse("")).contains("CHAP");
  }

  @Test
  void reorderedFramesAreDetected() throws IOException {
    byte[] audio = {-1, -5, -112, 100, 0, 0, 0, 0};
    byte[] one = new Id3Bytes(4, 0).frame("TIT2", "\0A").frame("TPE1", "\0B").tag(0);
    byte[] other = new Id3Bytes(4, 0).frame("TPE1", "\0B").frame("TIT2", "\0A").tag(0);
    Path whole = Files.write(dir.resolve("whole.mp3"), join(one, audio));

    assertThat(difference(list(whole), join(other, audio))).isPresent();
  }
}
