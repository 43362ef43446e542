package io.musicreclass.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of a file: read, and written into a copy. An input is an extension, a line break, and
 * the file.
 */
public final class TagFuzz implements FuzzTarget {
  private static final Map<String, List<String>> CHANGES =
      Map.of(TagFile.GENRE, List.of("Jazz", "Rock"), TagFile.MOOD, List.of("calm"));

  private final Path folder;

  public TagFuzz(Path folder) {
    this.folder = folder;
  }

  @Override
  public Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    Path made = Files.createDirectories(folder.resolve("seeds"));
    for (Map.Entry<String, Path> file : TaggedAudio.all(made).entrySet()) {
      String name = file.getKey();
      byte[] head =
          (name.substring(name.lastIndexOf('.') + 1) + "\n").getBytes(StandardCharsets.US_ASCII);
      byte[] bytes = Files.readAllBytes(file.getValue());
      byte[] all = Arrays.copyOf(head, head.length + bytes.length);
      System.arraycopy(bytes, 0, all, head.length, bytes.length);
      seeds.put(name, all);
    }
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    int line = 0;
    while (line < Math.min(5, input.length) && input[line] != '\n') {
      line++;
    }
    String extension = new String(input, 0, line, StandardCharsets.US_ASCII);
    if (!extension.matches("[a-z0-9]+")) {
      return;
    }
    Path file = folder.resolve("input." + extension);
    Path copy = folder.resolve("copy." + extension);
    Files.write(file, Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length));
    Files.write(copy, new byte[0]);
    try {
      Tags tags = TagFile.read(file);
      assertThat(tags.genres()).isNotNull();
      TagFile.check(file, CHANGES);
      TagFile.copy(file, copy, CHANGES);
      assertThat(String.join("; ", TagFile.read(copy).genres())).isEqualTo("Jazz; Rock");
    } catch (TagException e) {
      assertThat(e.getMessage()).isNotBlank();
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(copy);
    }
  }
}
