package io.musicreclass.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.train.GtzanTable;
import io.musicreclass.train.SyntheticTable;
import io.musicreclass.train.data.LabelledData.Part;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GtzanReaderTest {
  @TempDir private Path folder;

  private LabelledData read(Optional<Path> split) throws ConvertException, IOException {
    return LabelledData.read(new Request("gtzan", Optional.of(folder), split, "", 1, folder));
  }

  private void song(String name) throws IOException {
    Path file = folder.resolve("genres_original").resolve(name);
    Files.createDirectories(file.getParent());
    TestAudio.wav(file, 22_050, 1, 16, new float[100]);
  }

  @Test
  void foldersOfFilesAreReadAndTheBrokenOneIsSkippedWithALine() throws Exception {
    song("blues/blues.00012.wav");
    song("hiphop/hiphop.00003.wav");
    song("jazz/jazz.00007.wav");
    Path broken = folder.resolve("genres_original/jazz/jazz.00054.wav");
    Files.writeString(broken, "no header");
    Files.writeString(broken.resolveSibling("jazz.00055.au"), ".snd");
    LabelledData data = read(Optional.empty());
    assertThat(data.rows())
        .extracting(Row::name)
        .containsExactly("blues.00012", "hiphop.00003", "jazz.00007", "jazz.00055");
    assertThat(data.rows().get(0).group()).as("by the index of artists").isEqualTo("0");
    assertThat(data.rows().get(1).genre()).isEqualTo("Hip-Hop");
    assertThat(data.rows().get(1).part()).isEqualTo(Part.NONE);
    assertThat(data.rows().get(3).audio()).contains(broken.resolveSibling("jazz.00055.au"));
    assertThat(data.notes())
        .contains("skipped broken files (no wav header): 1 (jazz.00054.wav)")
        .anyMatch(note -> note.startsWith("skipped missing files: 996 (blues.00000, "));
  }

  @Test
  void theFaultFilteredSplitLeavesOutItsOtherTracks() throws Exception {
    song("blues/blues.00000.wav");
    song("blues/blues.00020.wav");
    song("rock/rock.00099.wav");
    Path split = Files.createDirectory(folder.resolve("split"));
    SyntheticTable.writeSplit(split);
    LabelledData data = read(Optional.of(split));
    assertThat(data.rows()).extracting(Row::part).containsExactly(Part.TRAIN, Part.TEST);
    assertThat(data.notes())
        .contains("skipped tracks that are not in the fault-filtered split: 1 (rock.00099)")
        .anyMatch(note -> note.startsWith("skipped missing files: 238 ("));
    Files.writeString(split.resolve("valid_filtered.txt"), "blues/blues.00000.wav\n");
    assertThatThrownBy(() -> read(Optional.of(split)))
        .hasMessageContaining("valid_filtered.txt: line 1: blues.00000 is listed twice");
    Files.writeString(split.resolve("valid_filtered.txt"), "\nblues\n");
    assertThatThrownBy(() -> read(Optional.of(split)))
        .hasMessageContaining("line 2: 'blues' is not like blues/blues.00000.wav");
  }

  @Test
  void theTableGivesItsFortyEightFeatures() throws Exception {
    Files.write(folder.resolve("features_30_sec.csv"), SyntheticTable.lines());
    SyntheticTable.writeSplit(folder);
    LabelledData data = read(Optional.empty());
    assertThat(data.rows()).hasSize(240);
    assertThat(data.columns()).isEqualTo(GtzanTable.features()).hasSize(48);
    assertThat(data.rows().get(0).vector()).hasSize(48);
    assertThat(data.rows().get(0).part()).isEqualTo(Part.TRAIN);
    assertThat(data.featureSource().orElseThrow().excerpt()).hasToString("middle:30");
    assertThat(data.notes()).noneMatch(note -> note.contains("missing"));
  }
}
