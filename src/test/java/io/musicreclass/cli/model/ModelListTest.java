package io.musicreclass.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model list} of what a user has imported. */
class ModelListTest {
  private static final int WIDTH = 32;

  @TempDir private Path folder;
  private Commands reclass;
  private Path mert;
  private Path head;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    RandomNetworks.mertConfig(folder.resolve("config.json"), WIDTH, 1, 4, 64, false);
    mert = RandomNetworks.mert(WIDTH, 1, 64).zip(folder.resolve("pytorch_model.bin"));
    head = TinyHeads.of("fc.", WIDTH, 8, 8, 16).zip(folder.resolve("h.pth"));
  }

  private void imported(String name, Object... more) {
    Object[] words = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"model", "import", "mert", mert, "--name", name}, 0, words, 0, 6);
    System.arraycopy(more, 0, words, 6, more.length);
    Commands.Ran ran = reclass.run(words);
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  @Test
  void itListsEachModelsStageOrWhyItIsNotUsed() {
    imported("older", "--head", head);
    imported("newer", "--head", head);
    imported("deaf");
    Commands.Ran ran = reclass.run("model", "list");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("newer: stage mert (newest imported)")
        .contains("older: not used: stage mert uses newer")
        .contains("deaf: not used: it has no head", "reclass model import head FILE --for deaf")
        .contains("stage fma: no model; to add one: reclass model import head FILE")
        .contains("stage jmla: no model; to add one: reclass model fetch openjmla")
        .doesNotContain("stage mert: no model");
  }

  @Test
  void aBrokenModelIsAProblemWithItsRemedy() throws IOException {
    imported("mine", "--head", head);
    Files.delete(reclass.models().resolve("mine/encoder.onnx"));
    Commands.Ran ran = reclass.run("model", "list");
    assertThat(ran.err()).contains("encoder.onnx is missing: import the model again");
    assertThat(ran.out()).contains("stage mert: no model");
    assertThat(ran.status()).isEqualTo(1);
  }
}
