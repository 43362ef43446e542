package io.musicreclass.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.config.Settings;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryPathsTest {
  @TempDir Path root;

  private List<String> problems(String... values) {
    TestStages testStages = new TestStages(root);
    for (int i = 0; i < values.length; i += 2) {
      testStages.set("reclass." + values[i], values[i + 1]);
    }
    Settings settings = testStages.settings();
    return LibraryPaths.problems(
        settings.reclass().library(), settings.inbox(), settings.after(), settings.root());
  }

  @Test
  void separateFoldersAreAccepted() {
    assertThat(problems("library.paths", "music,music2,/srv/music")).isEmpty();
    assertThat(problems()).isEmpty();
  }

  @Test
  void aFolderThatOverlapsTheInboxIsRefused() {
    for (String folder : List.of("inbox", "./inbox/", "inbox/sub", ".")) {
      assertThat(problems("library.paths", folder))
          .as(folder)
          .singleElement()
          .asString()
          .startsWith("reclass.library.paths: ")
          .contains("the inbox");
    }
  }

  @Test
  void aFolderWithinAnotherIsRefused() {
    assertThat(problems("library.paths", "music,music/rock,music"))
        .hasSize(3)
        .allMatch(problem -> problem.contains("keep only the outer one"));
  }

  @Test
  void aLinkIntoTheInboxIsResolved() throws IOException {
    Path inbox = Files.createDirectory(root.resolve("inbox"));
    Files.createSymbolicLink(root.resolve("music"), inbox);
    assertThat(problems("library.paths", "music/rock")).hasSize(1);
  }

  @Test
  void sortingIntoTheLibraryIsRefused() {
    assertThat(
            problems(
                "library.paths", "music",
                "after.action", "move",
                "after.path", "music/{genre}/{file}"))
        .singleElement()
        .asString()
        .contains("reclass.after.path points into this folder");
  }

  @Test
  void aRescanIntervalBelowAMinuteIsRefused() {
    assertThat(problems("library.rescan", "5s")).singleElement().asString().contains("1m or more");
  }
}
