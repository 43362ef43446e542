package io.musicreclass.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadCommandTest {
  @TempDir private Path folder;

  private Path table() throws Exception {
    List<String> lines = new ArrayList<>(List.of("track,genre,artist,a,b"));
    for (int i = 0; i < 40; i++) {
      boolean jazz = i % 2 == 0;
      double near = i % 7 / 10.0;
      String values = jazz ? near + "," + (2 - near) : (2 + near) + "," + -near;
      lines.add("song " + i + "," + (jazz ? "Jazz" : "Rock") + "," + i / 4 + "," + values);
    }
    return Files.write(folder.resolve("songs.csv"), lines);
  }

  @Test
  void aTableBecomesAHeadInAFolder() throws Exception {
    Path output = folder.resolve("mine");
    Commands.Ran ran =
        new Commands(folder).run("train", "head", table(), "--no-mlp", "--output", output);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("40 rows of 2 genres in 10 groups", "Chosen: ", "accuracy ");
    assertThat(output.resolve("head.onnx")).exists();
    assertThat(output.resolve("head.json")).content().contains("\"name\" : \"mine\"");
  }

  @Test
  void wrongOptionsAreUsageErrors() throws Exception {
    Commands commands = new Commands(folder);
    Path table = table();
    Commands.Ran nowhere = commands.run("train", "head", table);
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(nowhere.err()).contains("--output DIR", "--for MODEL");
    Commands.Ran unknown = commands.run("train", "head", table, "--for", "none");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("--for none: no such model");
    Commands.Ran fold =
        commands.run("train", "head", table, "--folds", "1", "--output", folder.resolve("x"));
    assertThat(fold.status()).isEqualTo(2);
    Commands.Ran broken =
        commands.run("train", "head", folder.resolve("none.csv"), "--output", folder.resolve("x"));
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err()).contains("none.csv: is no file. Give a .npy, .npz or CSV file");
  }

  @Test
  void missingTaggramsAreNamedWithTheirAddress() throws Exception {
    Commands.Ran ran = new Commands(folder).run("train", "musicnn-gtzan", "--taggrams", folder);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("is missing. Download it from https://");
  }
}
