package io.musicreclass.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The card of a model package, as somebody else may have made it. An input is {@code model.json}.
 */
public final class CardFuzz implements FuzzTarget {
  private final Path folder;

  public CardFuzz(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("a"));
  }

  @Override
  public Map<String, byte[]> seeds() throws IOException {
    return Map.of(
        "head", CardFile.pretty(Cards.card("a", false, Instant.EPOCH)),
        "nested",
            ("{\"front_end\":{\"parameters\":" + "[".repeat(5000)).getBytes(StandardCharsets.UTF_8),
        "numbers",
            "{\"schema\":1e999,\"sample_rate\":99999999999}".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve("model.json"), input);
    try {
      Card card = CardFile.read(file);
      assertThat(CardFile.read(Files.write(file, CardFile.pretty(card)))).isEqualTo(card);
    } catch (IOException e) {
      assertThat(e.getMessage()).startsWith(file.toString());
    }
    assertThat(new ModelStore(List.of(folder.getParent())).find("a")).isNotNull();
  }
}
