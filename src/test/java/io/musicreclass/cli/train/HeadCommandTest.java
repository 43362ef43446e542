package io.musicreclass.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.cli.Commands;
import io.musicreclass.cli.Main;
import io.musicreclass.fetch.PinnedData;
import io.musicreclass.fetch.RemoteFile;
import io.musicreclass.fetch.TinyHub;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.train.head.MusicnnGtzan;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
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
  void theMlpOfTheOldScriptIsAMethodWithItsLossesByEpoch() throws Exception {
    Path output = folder.resolve("mine");
    Path kept = folder.resolve("kept");
    Commands.Ran ran =
        new Commands(folder)
            .run(
                "train",
                "head",
                table(),
                "--method",
                "mlp-256-128",
                "--folds",
                "2",
                "--repeats",
                "1",
                "--checkpoint",
                kept,
                "--output",
                output);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("mlp-256-128, genres as they are: log loss ");
    assertThat(output.resolve("head.json"))
        .content()
        .contains("\"method\" : \"mlp-256-128\"", "\"epoch\" : 1", "\"valid_loss\" : ");
    assertThat(kept).doesNotExist();
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
    Path kept = folder.resolve("kept");
    Commands.Ran search =
        commands.run("train", "head", table, "--checkpoint", kept, "--output", folder.resolve("x"));
    assertThat(search.status()).isEqualTo(2);
    assertThat(search.err()).contains("--checkpoint needs a method with epochs");
    Commands.Ran broken =
        commands.run("train", "head", folder.resolve("none.csv"), "--output", folder.resolve("x"));
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err()).contains("none.csv: is no file. Give a .npy, .npz or CSV file");
  }

  @Test
  void aMethodOfTheModuleThatIsNotBuiltIsNamedWithItsCommand() throws Exception {
    Commands commands = new Commands(folder);
    Path output = folder.resolve("x");
    Commands.Ran ran =
        commands.run("train", "head", table(), "--method", "xgboost", "--output", output);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--method xgboost needs the module reclass-train: run ./reclass-train/build");
  }

  @Test
  void aModuleOfAnotherVersionIsReportedWithTheCommandThatBuildsItAgain() throws Exception {
    Commands commands = new Commands(folder);
    Path jars = Files.createDirectories(folder.resolve("installation/reclass-train/target/lib"));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(jars.resolve("reclass-train.jar")))) {
      jar.putNextEntry(new JarEntry("META-INF/services/io.musicreclass.train.method.HeadMethod"));
      jar.write("of.another.Version".getBytes(StandardCharsets.UTF_8));
    }
    Commands.Ran ran =
        commands.run(
            "train", "head", table(), "--method", "xgboost", "--output", folder.resolve("x"));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("reclass-train/target/lib cannot be used (", "): run ./reclass-train/build");
  }

  @Test
  void missingTaggramsAreNamedWithTheirAddress() throws Exception {
    Commands.Ran ran = new Commands(folder).run("train", "musicnn-gtzan", "--taggrams", folder);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("is missing. Download it from https://");
  }

  @Test
  void taggramsAreAFolderOrADownloadNeverBothAndNeverUnasked() throws Exception {
    Commands commands = new Commands(folder);
    for (String[] words :
        new String[][] {
          {}, {"--taggrams", "x", "--fetch"}, {"--taggrams", "x", "--from", "http://127.0.0.1:1"}
        }) {
      List<Object> all = new ArrayList<>(List.of("train", "musicnn-gtzan"));
      all.addAll(List.of(words));
      Commands.Ran ran = commands.run(all.toArray());
      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.err()).contains("--taggrams DIR", "--fetch [--from URL]");
    }
    Commands.Ran ran = commands.run("train", "musicnn-gtzan", "--fetch", "--from", "ftp://x/");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("--from ftp://x/ is not an http:// or https:// URL");
  }

  @Test
  void aWrongDownloadTrainsNothing() throws Exception {
    Commands commands = new Commands(folder);
    try (TinyHub hub = new TinyHub()) {
      PinnedData data =
          new PinnedData(
              "rows",
              "ISC",
              List.of(
                  new PinnedData.PublishedFile(
                      RemoteFile.exact("rows.npz", 3, "0".repeat(64)),
                      hub.put("/rows.npz", new byte[3]).address().resolve("/rows.npz"))),
              "train it");
      Commands.Ran ran = commands.run(() -> Main.execute(new MusicnnGtzanCommand(data), "--fetch"));
      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.out())
          .isEqualTo(
              "Downloading the taggrams: 1 files, 0.0 MB, licence ISC, from "
                  + hub.address().resolve("/rows.npz")
                  + System.lineSeparator());
      assertThat(ran.err()).contains("rows.npz is not the published file: its SHA-256 is");
      assertThat(commands.left()).isEmpty();
    }
  }

  @Test
  @Tag("slow")
  void oneCommandFetchesThePublishedTaggramsAndGivesTheBytesOfTheProgram() throws Exception {
    Commands commands = new Commands(folder);
    Path output = folder.resolve("rebuilt");
    try (TinyHub hub = new TinyHub()) {
      for (PinnedData.PublishedFile published : MusicnnGtzan.taggrams().files()) {
        RemoteFile file = published.file();
        Path there = Golden.path("data/gtzan/musicnn").resolve(file.name());
        var unused =
            hub.put(
                "/" + file.sha256().orElseThrow() + "/" + file.name(), Files.readAllBytes(there));
      }
      Commands.Ran ran =
          commands.run(
              "train", "musicnn-gtzan", "--fetch", "--from", hub.address(), "--output", output);
      assertThat(ran.status()).as(ran.err()).isZero();
      assertThat(ran.out())
          .contains("2 files, 6.6 MB, licence ISC", "for comparison, fault-filtered split")
          .contains("Equal to the head of this program, byte for byte.");
    }
    try (InputStream shipped =
        HeadFolder.class.getResourceAsStream("/heads/musicnn-gtzan/head.onnx")) {
      assertThat(output.resolve("head.onnx")).hasBinaryContent(shipped.readAllBytes());
    }
    assertThat(commands.left()).isEmpty();
  }
}
