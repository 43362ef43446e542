package io.musicreclass.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.terminal.Columns;
import io.musicreclass.cli.terminal.EscapingPrintStream;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTableTest {
  private static final List<String> GENRES = List.of("Jazz", "Electronic");
  private static final Path BLUE = Path.of("/music/Kind of Blue/01 So What.flac");
  private static final Path TOKYO = Path.of("/music/日本/東京の夜.mp3");
  private static final Path FORGED = Path.of("/music/日本/a\033[31m\nFORGED.mp3");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out =
      EscapingPrintStream.of(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private VerdictTable table(int width, boolean colours, Path... files) {
    VerdictTable.Look look = new VerdictTable.Look(width, GENRES, true, colours);
    return new VerdictTable(List.of(files), look, false, out);
  }

  private static Classifier.Outcome.Classified song(
      Path file, String genre, double confidence, String... moods) {
    List<MusicTag> tags =
        Arrays.stream(moods).map(mood -> new MusicTag(mood, MusicTag.Kind.MOOD, 0.5)).toList();
    return song(file, genre, confidence, tags, false);
  }

  private static Classifier.Outcome.Classified song(
      Path file, String genre, double confidence, List<MusicTag> tags, boolean notMusic) {
    Verdict.Vote vote =
        new Verdict.Vote(
            "fma", "m", genre, confidence, 1, 5, Map.of(), (AnalysedPart) null, notMusic, tags);
    Verdict.Decided verdict =
        new Verdict.Decided(
            genre,
            confidence,
            confidence >= 0.6,
            1,
            "top1",
            Map.of(genre, confidence),
            List.of(vote));
    ClassifiedTrack track =
        new ClassifiedTrack(
            new TrackId("sha256:%064x".formatted(1)),
            file,
            ClassifiedTrack.Origin.INBOX,
            verdict,
            214.3,
            1,
            2,
            Instant.EPOCH);
    return new Classifier.Outcome.Classified(track, List.of(), List.of(), OptionalInt.empty());
  }

  @Test
  void aRowHasFileGenreCertaintyAsABarAndMoodBelowItsFolder() {
    VerdictTable table = table(80, false, BLUE, TOKYO);
    table.print(BLUE, song(BLUE, "Jazz", 0.856, "mellow", "calm"));
    table.print(TOKYO, song(TOKYO, "Electronic", 0.599));
    assertThat(lines())
        .containsExactly(
            "  File             Genre       Certainty              Mood",
            "/music/Kind of Blue",
            "  01 So What.flac  Jazz        ██████▊░  85 %         calm, mellow",
            "/music/日本",
            "  東京の夜.mp3     Electronic  ████▊░░░  59 % unsure");
  }

  @Test
  void theReasonOfAnUnsureVerdictStandsInPlaceOfMoods() {
    VerdictTable table = table(80, false, BLUE);
    table.print(BLUE, song(BLUE, "Jazz", 0.12, List.of(), true));
    assertThat(lines().get(2)).endsWith(" 12 % unsure  not music");
  }

  @Test
  void aNameCannotControlTheTerminalOrForgeALine() {
    VerdictTable table = table(80, false, FORGED);
    table.print(FORGED, song(FORGED, "Jazz", 1, "\033[2J"));
    assertThat(lines()).hasSize(3);
    assertThat(lines().get(2)).contains("a\\u001b[31m\\nFORGED.mp3", "████████ 100 %");
    assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("\033");
  }

  @Test
  void coloursTellSureFromUnsureBesideTheWord() {
    VerdictTable table = table(80, true, BLUE, TOKYO);
    table.print(BLUE, song(BLUE, "Jazz", 0.9));
    table.print(TOKYO, song(TOKYO, "Jazz", 0.3));
    assertThat(lines().get(0)).startsWith("\033[1m").endsWith("\033[0m");
    assertThat(lines().get(2)).contains("\033[32m███████▏\033[0m  90 %");
    assertThat(lines().get(4)).contains("\033[33m██▍░░░░░\033[0m  30 %\033[33m unsure\033[0m");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 59, 60, 80, 100, 132, 200})
  void everyLineFitsAndTheColumnsAreAligned(int width) {
    Path longest = Path.of("/music/日本", "とても長い".repeat(30) + ".mp3");
    VerdictTable table = table(width, false, BLUE, longest, TOKYO);
    table.print(BLUE, song(BLUE, "Jazz", 0.85, "mellow", "calm", "a very sleepy and dreamy one"));
    table.print(longest, song(longest, "Electronic", 0.3));
    table.print(TOKYO, song(TOKYO, "Jazz", 0.7));
    int narrowest = Math.max(width, 42);
    assertThat(lines())
        .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(narrowest));
    assertThat(lines().stream().filter(line -> line.contains(" % ") || line.endsWith(" %")))
        .extracting(line -> Columns.width(line.substring(0, line.indexOf(" %"))))
        .hasSize(3)
        .containsOnly(Columns.width(lines().get(2).substring(0, lines().get(2).indexOf(" %"))));
  }

  @Test
  void aBarIsFullOnlyForACertaintyOfOne() {
    assertThat(VerdictTable.bar(0, 4)).isEqualTo("░░░░");
    assertThat(VerdictTable.bar(0.5, 4)).isEqualTo("██░░");
    assertThat(VerdictTable.bar(0.99, 4)).isEqualTo("███▉");
    assertThat(VerdictTable.bar(1, 4)).isEqualTo("████");
    assertThat(Stream.of(0.1, 0.4, 0.77, 0.9).map(c -> Columns.width(VerdictTable.bar(c, 12))))
        .containsOnly(12);
  }
}
