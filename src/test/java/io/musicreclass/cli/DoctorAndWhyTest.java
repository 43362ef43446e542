package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorAndWhyTest {
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void install() throws IOException {
    commands = new Commands(folder);
  }

  @Test
  void doctorReportsAMissingSettingsFile() throws IOException {
    Path file = folder.resolve("installation/config/application.properties");
    assertThat(commands.run("doctor").out())
        .contains("ok       settings  " + file + " does not exist: the defaults apply");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "reclass.inbox.settle=1s\n");
    assertThat(commands.run("doctor").out())
        .contains("ok       settings  " + file)
        .doesNotContain("the defaults apply");
  }

  @Test
  void whyFailsForAMissingFile() throws IOException {
    Commands.Ran missing = commands.run("why", folder.resolve("installation/inbox/gone.mp3"));
    assertThat(missing.status()).isEqualTo(1);
    Commands.Ran elsewhere = commands.run("why", folder.resolve("gone.mp3"));
    assertThat(elsewhere.status()).isEqualTo(1);
    assertThat(elsewhere.out()).contains("the file does not exist");
  }

  @Test
  void whySucceedsForAnExistingFile() throws IOException {
    Path song = Files.writeString(folder.resolve("song.mp3"), "x");
    assertThat(commands.run("why", song).status()).isZero();
    Path link = Files.createSymbolicLink(folder.resolve("link.mp3"), folder.resolve("nowhere"));
    assertThat(commands.run("why", link).status()).as("a link is there, too").isZero();
  }
}
