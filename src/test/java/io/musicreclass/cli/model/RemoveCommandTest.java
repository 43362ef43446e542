package io.musicreclass.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.convert.RandomNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveCommandTest {
  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    Path encoder = RandomNetworks.vit(32, 1, 56).zip(folder.resolve("epoch_20.pth"));
    Commands.Ran ran =
        reclass.run("model", "import", "jmla", encoder, "--heads", "4", "--name", "mine");
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  @Test
  void aModelIsRemovedWithItsEnginesAndReported() throws IOException {
    Files.createDirectories(reclass.models().resolve("trt/mine/deep"));
    Files.writeString(reclass.models().resolve("trt/mine/deep/x.engine"), "x");
    Files.createDirectories(reclass.models().resolve("trt/other"));
    Commands.Ran ran = reclass.run("model", "remove", "mine");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("mine: removed " + reclass.models().resolve("mine"));
    assertThat(reclass.left()).containsExactly("trt");
    assertThat(reclass.models().resolve("trt/mine")).doesNotExist();
    assertThat(reclass.models().resolve("trt/other")).exists();
  }

  @Test
  void aMissingModelIsAUsageError() throws IOException {
    Commands.Ran ran = reclass.run("model", "remove", "nothing");
    assertThat(ran.err()).contains("nothing: no such model (see reclass model list)");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(reclass.left()).containsExactly("mine");
  }

  @Test
  void theBundledModelStays() throws IOException {
    Path card = reclass.models().resolve("mine/model.json");
    Files.writeString(
        card, Files.readString(card).replaceFirst("\"bundled\" : false", "\"bundled\" : true"));
    Commands.Ran ran = reclass.run("model", "remove", "mine");
    assertThat(ran.err()).contains("mine is bundled with Reclass").contains("reclass.stages");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(card).exists();
  }
}
