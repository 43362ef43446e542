package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.track.GenreSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A second and a third stage besides the bundled one: tiny networks with random weights and the
 * same genres, imported by the commands.
 */
final class SampleModels {
  private static final int WIDTH = 32;

  private SampleModels() {}

  static void install(Reclass reclass, Path folder) throws Exception {
    Path models = Files.createDirectories(folder.resolve("checkpoints"));
    reclass.set("RECLASS_MODELS_PATH", folder.resolve("models").toString());
    RandomNetworks.mertConfig(models.resolve("config.json"), WIDTH, 2, 4, 64, false);
    Path mert = RandomNetworks.mert(WIDTH, 2, 64).zip(models.resolve("pytorch_model.bin"));
    Path jmla = RandomNetworks.vit(WIDTH, 1, 56).zip(models.resolve("epoch_20.pth"));
    int genres = GenreSet.GTZAN.size();
    Path head = TinyHeads.of("fc.", WIDTH, 8, genres).zip(models.resolve("head.pth"));
    Path names = models.resolve("genres.txt");
    Files.writeString(names, String.join("\n", GenreSet.GTZAN.names()));
    String[] headed = {"--head", head.toString(), "--genres", names.toString()};
    imported(reclass, headed, "mert", mert.toString(), "--name", "mert-95m");
    imported(reclass, headed, "jmla", jmla.toString(), "--name", "openjmla", "--heads", "4");
  }

  private static void imported(Reclass reclass, String[] headed, String... network)
      throws Exception {
    Stream<String> words =
        Stream.of(Stream.of("model", "import"), Stream.of(network), Stream.of(headed))
            .flatMap(part -> part);
    Reclass.Finished imported = reclass.command(words.toArray(String[]::new));
    assertThat(imported.status()).as(imported.err()).isZero();
  }
}
