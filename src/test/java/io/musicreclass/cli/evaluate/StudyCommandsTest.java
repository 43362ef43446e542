package io.musicreclass.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.SongTags;
import io.musicreclass.train.SyntheticTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandsTest {
  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void install() throws IOException {
    reclass = new Commands(folder);
  }

  private Path gtzan() throws IOException {
    Path data = Files.createDirectory(folder.resolve("gtzan"));
    Files.write(data.resolve("features_30_sec.csv"), SyntheticTable.lines());
    SyntheticTable.writeSplit(data);
    return data;
  }

  @Test
  void anImportanceIsReportedOfADataSetsColumns() throws IOException {
    Path html = folder.resolve("report.html");
    Path json = folder.resolve("report.json");
    Object[] words = {
      "train",
      "importance",
      "--data",
      "gtzan",
      "--path",
      gtzan(),
      "--repeats",
      "2",
      "--report",
      html,
      "--json",
      json
    };
    Commands.Ran ran = reclass.run(words);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("on 180 songs are right in 100.0 %").contains("mfcc ");
    assertThat(ran.err()).contains("10 of 10 heads");
    assertThat(Files.readString(html))
        .contains("By feature", "<svg")
        .doesNotContain("http:", "https:");
    assertThat(Files.readString(json)).contains("\"accuracy_drop\"");
  }

  @Test
  void comparingNamesMethodsAndRefusesUnknownOnes() throws IOException {
    Path data = gtzan();
    Commands.Ran ran =
        reclass.run("train", "compare", "--data", "gtzan", "--path", data, "--methods", "logistic");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("gtzan: 240 songs, 48 values each")
        .containsPattern("logistic +100\\.0 % .* s +100\\.0 % .* s +100\\.0 %");
    assertThat(
            reclass
                .run("train", "compare", "--data", "gtzan", "--path", data, "--methods", "magic")
                .err())
        .contains("--methods magic is none of logistic, search");
  }

  @Test
  void tagsOfTheLibraryAreJudgedByStoredVectorsAlone() throws IOException {
    TestStages stages = new TestStages(folder.resolve("installation"));
    stages.encoder("mert", "mert", TestStages.GENRES);
    ModelPackage model = stages.settings().store().find("mert").orElseThrow();
    try (Ledger ledger = Ledger.open(stages.settings().home())) {
      for (int i = 1; i <= 40; i++) {
        boolean rock = i % 2 == 0;
        String tag = rock == (i != 17) ? "Rock" : "Jazz";
        SongTags tags =
            new SongTags("t", List.of("artist " + i), "", "", List.of(tag), null, false);
        EmbeddedSongs.decide(ledger, i, tags, model, rock ? 1 : -1, i % 3);
      }
    }
    Path csv = folder.resolve("wrong.csv");
    Commands.Ran ran =
        reclass.run("mislabelled", "--data", "library", "--for", "mert", "--csv", csv);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("40 of 40 songs have a stored vector by mert");
    assertThat(Files.readAllLines(csv)).hasSize(2);
    assertThat(Files.readAllLines(csv).get(1)).startsWith("/music/song-17.mp3,Rock,Jazz,0.");
    assertThat(reclass.run("mislabelled").err()).contains("Name the songs: --data library");
  }

  @Test
  void theTableOfAnEmptyInstallationSaysWhatFillsIt() {
    Commands.Ran ran = reclass.run("train", "table");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("To fill what is absent:")
        .contains("  Genre CNN enhanced: reclass train cnn --network enhanced");
  }
}
