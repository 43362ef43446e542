package io.musicreclass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GtzanTableTest {
  @TempDir private Path folder;
  private Path table;

  @BeforeEach
  void name() {
    table = folder.resolve("features.csv");
  }

  private LabelledFeatures read(List<String> lines) throws IOException {
    return GtzanTable.read(Files.write(table, lines));
  }

  private void refuses(List<String> lines, String message) throws IOException {
    Files.write(table, lines);
    assertThatThrownBy(() -> GtzanTable.read(table))
        .isInstanceOf(GtzanTableException.class)
        .hasMessageContaining("features.csv")
        .hasMessageContaining(message);
  }

  private static List<String> changed(int line, UnaryOperator<String> change) {
    List<String> lines = new ArrayList<>(SyntheticTable.lines());
    lines.set(line - 1, change.apply(lines.get(line - 1)));
    return lines;
  }

  @Test
  void fortyEightColumnsAreReadAsTheFeaturesTheyAre() throws IOException {
    List<String> lines = SyntheticTable.lines();
    LabelledFeatures data = read(lines);
    assertThat(data.size()).isEqualTo(10 * SyntheticTable.TRACKS);
    assertThat(data.width()).isEqualTo(48);
    assertThat(GtzanTable.COLUMNS.get(1).feature()).isEqualTo("mfcc.std.01");
    String[] cells = lines.get(1).split(",", -1);
    assertThat(data.value(0, 0)).isEqualTo(Double.parseDouble(cells[2]));
    assertThat(data.value(0, 1)).isCloseTo(Math.sqrt(Double.parseDouble(cells[3])), within(1e-12));
    assertThat(data.label(0)).isZero();
    assertThat(data.name(0)).isEqualTo("blues.00000.wav");
  }

  @Test
  void badCellsAreNamedByLineAndColumn() throws IOException {
    refuses(
        changed(7, line -> line.replaceFirst("wav,30,[^,]*", "wav,30,much")),
        "line 7: column mfcc1_mean: 'much' is not a number");
    refuses(
        changed(8, line -> line.replaceFirst("wav,30,([^,]*),[^,]*", "wav,30,$1,-4")),
        "line 8: column mfcc1_var: '-4' is not a variance");
    refuses(
        changed(9, line -> line.replaceFirst("wav,30,[^,]*", "wav,30,Infinity")),
        "line 9: column mfcc1_mean");
    refuses(changed(3, line -> line.replace(",blues", ",polka")), "line 3: column label: 'polka'");
    refuses(changed(3, line -> line + ",more"), "line 3: 52 cells, the header has 51");
    refuses(
        changed(4, line -> line.replace("blues.00002", "blues.00001")),
        "line 4: blues.00001.wav is listed twice");
  }

  @Test
  void badHeadersAreNamed() throws IOException {
    refuses(changed(1, line -> line.replace("mfcc7_var", "x")), "line 1: no column mfcc7_var");
    refuses(
        changed(1, line -> line.replace("mfcc7_var", "mfcc7_mean")),
        "line 1: two columns mfcc7_mean");
    refuses(changed(1, line -> line.replace("label", "genre")), "no column label");
  }

  @Test
  void tablesWithTooLittleAreRefused() throws IOException {
    refuses(List.of(), "is empty");
    refuses(SyntheticTable.lines().subList(0, 1), "0 tracks of blues, expected at least 20");
    refuses(SyntheticTable.lines().subList(0, 230), "tracks of rock, expected at least 20");
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    assertThatThrownBy(() -> GtzanTable.read(table))
        .hasMessageContaining("features.csv: no such file");
    Files.write(table, new byte[] {'a', (byte) 0x80, ',', 'b'});
    assertThatThrownBy(() -> GtzanTable.read(table)).hasMessageContaining("not UTF-8 text");
  }

  @Test
  void theSplitIsReadByTheNamesOfItsLists() throws IOException {
    SyntheticTable.writeSplit(folder);
    Split split = GtzanSplit.read(folder, read(SyntheticTable.lines()));
    assertThat(split.train().size()).isEqualTo(120);
    assertThat(split.valid().size()).isEqualTo(60);
    assertThat(split.test().size()).isEqualTo(60);
    assertThat(split.test().name(0)).isEqualTo("blues.00018.wav");
    assertThat(split.absent()).isEmpty();
  }

  @Test
  void aTrackThatTheTableLacksIsReportedAndManyAreRefused() throws IOException {
    LabelledFeatures data = read(SyntheticTable.lines());
    SyntheticTable.writeSplit(folder);
    append("train_filtered.txt", "jazz/jazz.00999.wav\n");
    assertThat(GtzanSplit.read(folder, data).absent()).containsExactly("jazz.00999.wav");
    append("train_filtered.txt", "jazz/jazz.00998.wav\njazz/jazz.00997.wav\n");
    assertThatThrownBy(() -> GtzanSplit.read(folder, data))
        .hasMessageContaining(
            "train_filtered.txt line 122: jazz.00998.wav and others are not in the table");
  }

  @Test
  void aTrackInTwoPartsIsRefused() throws IOException {
    LabelledFeatures data = read(SyntheticTable.lines());
    SyntheticTable.writeSplit(folder);
    append("test_filtered.txt", "blues/blues.00000.wav\n");
    assertThatThrownBy(() -> GtzanSplit.read(folder, data))
        .hasMessageContaining("test_filtered.txt line 61")
        .hasMessageContaining("blues.00000.wav is listed twice: train_filtered.txt line 1");
  }

  @Test
  void anAbsentOrEmptyListIsRefused() throws IOException {
    LabelledFeatures data = read(SyntheticTable.lines());
    SyntheticTable.writeSplit(folder);
    Files.writeString(folder.resolve("valid_filtered.txt"), "\n");
    assertThatThrownBy(() -> GtzanSplit.read(folder, data))
        .hasMessageContaining("valid_filtered.txt: no track of Blues");
    Files.delete(folder.resolve("valid_filtered.txt"));
    assertThatThrownBy(() -> GtzanSplit.read(folder, data))
        .hasMessageContaining("valid_filtered.txt: no such file");
  }

  private void append(String list, String text) throws IOException {
    Files.writeString(
        folder.resolve(list), text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }
}
