package io.musicreclass.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intact and damaged files of every type: tags are written without a loss or not at all. */
class RoundTripTest {
  private static final int MUTATED = 1000;
  private static final int WINDOW = 24;

  private static final Map<String, List<String>> FIELDS =
      Map.of(
          TagFile.GENRE,
          List.of("Jazz", "Blues"),
          TagFile.MOOD,
          List.of("happy", "party"),
          TagFile.STYLE,
          List.of("House"),
          "RECLASS_GENRE",
          List.of("Jazz"),
          "RECLASS_TAGGED",
          List.of("Jazz; Blues"));

  @TempDir static Path dir;

  private static Map<String, Path> files;

  @BeforeAll
  static void makeFiles() throws IOException {
    files = TaggedAudio.all(dir);
  }

  private static Object id(Path file) {
    Decoded decoded = Decoder.open(file);
    if (decoded instanceof Decoded.Silent silent) {
      return silent.song().id();
    }
    return decoded instanceof Decoded.Audio audio ? audio.id() : "unreadable";
  }

  @Test
  void theGenreIsWrittenInEveryFormatAndAllPacketsAreKept() throws IOException {
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path copy = Files.createFile(dir.resolve("copy-" + file.getKey()));
      byte[] before = Files.readAllBytes(file.getValue());

      TagFile.copy(file.getValue(), copy, FIELDS);

      Tags tags = TagFile.read(copy);
      assertThat(String.join("; ", tags.genres())).as(file.getKey()).isEqualTo("Jazz; Blues");
      assertThat(tags.custom("RECLASS_TAGGED")).as(file.getKey()).isEqualTo("Jazz; Blues");
      assertThat(String.join("; ", tags.all(TagFile.MOOD)))
          .as(file.getKey())
          .isEqualTo("happy; party");
      assertThat(tags.all(TagFile.STYLE)).as(file.getKey()).containsExactly("House");
      assertThat(id(copy))
          .as(file.getKey())
          .isEqualTo(id(file.getValue()))
          .isNotEqualTo("unreadable");
      assertThat(lost(before, Files.readAllBytes(copy))).as(file.getKey()).isLessThan(600);
      assertThat(file.getValue()).hasBinaryContent(before);
    }
  }

  @Test
  void aThousandDamagedFilesOfEachFormatAreWrittenWithoutALossOrRefused() throws IOException {
    Map<String, int[]> outcomes = new TreeMap<>();
    Path damaged = Files.createDirectory(dir.resolve("damaged"));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      byte[] sound = Files.readAllBytes(file.getValue());
      Path path = damaged.resolve(file.getKey());
      Path copy = Files.createFile(damaged.resolve("copy-" + file.getKey()));
      String kind = kind(file.getKey());
      long samples = files.keySet().stream().filter(name -> kind(name).equals(kind)).count();
      int[] counts = outcomes.computeIfAbsent(kind, k -> new int[2]);
      Random random = new Random(file.getKey().hashCode());
      for (int i = 0; i < MUTATED / samples + 1; i++) {
        byte[] bytes = mutated(sound, random);
        if (random.nextBoolean()) {
          OggBytes.seal(bytes);
        }
        Files.write(path, bytes);
        counts[outcome(path, bytes, copy, file.getKey() + " " + i)]++;
      }
    }
    System.out.println("damaged files: kind [written, refused]");
    outcomes.forEach((kind, n) -> System.out.println(kind + " " + Arrays.toString(n)));
    int written = outcomes.values().stream().mapToInt(n -> n[0]).sum();
    int refused = outcomes.values().stream().mapToInt(n -> n[1]).sum();
    assertThat(written).isPositive();
    assertThat(refused).isPositive();
  }

  private static String kind(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  /** 0 if the tags were written, 1 if they were refused. */
  private static int outcome(Path path, byte[] bytes, Path copy, String which) throws IOException {
    try {
      TagFile.copy(path, copy, FIELDS);
    } catch (TagException refused) {
      assertThat(Files.size(path)).isEqualTo(bytes.length);
      return 1;
    } catch (RuntimeException | Error e) {
      return fail(which + " ends in " + e, e);
    }
    assertThat(path).hasBinaryContent(bytes);
    assertThat(lost(bytes, Files.readAllBytes(copy))).as(which).isLessThan(600);
    if (bytes[bytes.length / 2] % 16 == 0) {
      assertThat(id(copy)).as(which).isEqualTo(id(path));
    }
    return 0;
  }

  private static byte[] mutated(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 1500);
    boolean behind = random.nextInt(3) == 0;
    int at = random.nextInt(reach);
    int place = behind ? bytes.length - 1 - at : at;
    int length = Math.min(1 + random.nextInt(64), bytes.length - place);
    switch (random.nextInt(6)) {
      case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[place] = (byte) random.nextInt(256);
      case 2 -> Arrays.fill(bytes, place, place + length, (byte) (random.nextBoolean() ? 0 : 255));
      case 3 -> bytes = Arrays.copyOf(bytes, place);
      case 4 ->
          bytes =
              Id3Bytes.join(
                  Arrays.copyOf(bytes, place),
                  Arrays.copyOfRange(bytes, place + length, bytes.length));
      default -> {
        byte[] noise = Id3Bytes.noise(random.nextInt(), length);
        bytes =
            Id3Bytes.join(
                Arrays.copyOf(bytes, place), noise, Arrays.copyOfRange(sound, place, sound.length));
      }
    }
    return bytes;
  }

  /** The number of bytes of a file that do not occur in another one, compared in windows. */
  private static int lost(byte[] before, byte[] after) {
    BitSet there = new BitSet(1 << 21);
    windows(after, (at, hash) -> there.set(hash));
    int[] lost = new int[1];
    windows(before, (at, hash) -> lost[0] += at % WINDOW > 0 || there.get(hash) ? 0 : WINDOW);
    return lost[0];
  }

  /** Receives the start of a window and a hash of its bytes. */
  private interface Windows {
    void pass(int at, int hash);
  }

  private static void windows(byte[] bytes, Windows with) {
    int factor = 0x9E3779B1;
    int last = 1;
    for (int i = 0; i < WINDOW; i++) {
      last *= factor;
    }
    int hash = 0;
    for (int i = 0; i < bytes.length; i++) {
      hash = hash * factor + bytes[i] + 1;
      if (i >= WINDOW) {
        hash -= (bytes[i - WINDOW] + 1) * last;
      }
      if (i >= WINDOW - 1) {
        with.pass(i - WINDOW + 1, hash >>> 11);
      }
    }
  }
}
