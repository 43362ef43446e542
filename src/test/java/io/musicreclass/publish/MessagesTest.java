package io.musicreclass.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final String HEX = "ab".repeat(32);
  private static final TrackId ID = new TrackId("sha256:" + HEX);
  private static final Path SONG = Path.of("/inbox/song.mp3");
  private static final String JAZZ =
      "{\"schema\":1,\"id\":\"sha256:"
          + HEX
          + "\",\"file\":\"song.mp3\",\"path\":\"/inbox/song.mp3\","
          + "\"path_uri\":\"file:///inbox/song.mp3\",\"origin\":\"inbox\","
          + "\"genre\":\"Jazz\",\"confidence\":0.846,\"sure\":true,\"stage\":2,\"rule\":\"top1\","
          + "\"genres\":{\"Jazz\":0.846},"
          + "\"votes\":[{\"stage\":\"fma\",\"model\":\"msd_model\",\"genre\":\"Jazz\","
          + "\"confidence\":0.81,\"weight\":0.4,\"ms\":61,\"top\":{\"Jazz\":0.81,\"Blues\":0.12}},"
          + "{\"stage\":\"mert\",\"model\":\"mert-95m\",\"genre\":\"Jazz\","
          + "\"confidence\":0.87,\"weight\":0.6,\"ms\":240,"
          + "\"top\":{\"Jazz\":0.87,\"Soul-RnB\":0.06}}],"
          + "\"duration_s\":214.3,\"ms\":{\"decode\":88,\"total\":412},"
          + "\"at\":\"2026-11-22T10:00:00Z\",\"node\":\"jetson\"}";

  private final Messages messages = new Messages("jetson");

  @Test
  void aVerdictHasTheDocumentedShape() {
    assertThat(messages.verdict(jazz(Origin.INBOX, SONG))).isEqualTo(JAZZ);
    assertThat(messages.verdict(jazz(Origin.INBOX, SONG), OptionalInt.of(1)))
        .contains("\"stage\":2,\"would_end_at\":1,\"rule\"");
  }

  @Test
  void anInboxVerdictIsPublishedAsResultLastAndEvent() {
    String event =
        "{\"event_type\":\"classified\",\"schema\":1,\"id\":\"sha256:"
            + HEX
            + "\",\"file\":\"song.mp3\",\"path\":\"/inbox/song.mp3\","
            + "\"path_uri\":\"file:///inbox/song.mp3\",\"origin\":\"inbox\",\"genre\":\"Jazz\","
            + "\"confidence\":0.846,\"sure\":true,\"stage\":2,"
            + "\"at\":\"2026-11-22T10:00:00Z\",\"node\":\"jetson\"}";
    assertThat(messages.classified(jazz(Origin.INBOX, SONG), true))
        .containsExactly(
            new OutboxMessage("result", JAZZ, false),
            new OutboxMessage("last", JAZZ, true),
            new OutboxMessage("event", event, false));
  }

  @Test
  void lastIsOmittedIfNotDue() {
    assertThat(messages.classified(jazz(Origin.INBOX, SONG), false))
        .extracting(OutboxMessage::topic)
        .containsExactly("result", "event");
  }

  @Test
  void aLibraryVerdictIsNotAnEvent() {
    assertThat(messages.classified(jazz(Origin.LIBRARY, SONG), true))
        .extracting(OutboxMessage::topic)
        .containsExactly("result", "last");
  }

  @Test
  void theEventOfAnUnsureVerdictHasItsOwnType() {
    Verdict.Decided unsure =
        new Verdict.Decided("Rock", 1.0 / 3, false, 1, "top1", Map.of("Rock", 1.0 / 3), List.of());
    ClassifiedTrack voteDetails = new ClassifiedTrack(ID, SONG, Origin.INBOX, unsure, 30, 1, 2, AT);
    assertThat(messages.classified(voteDetails, false).get(1).payload())
        .startsWith("{\"event_type\":\"unsure\",\"schema\":1,")
        .contains("\"genre\":\"Rock\",\"confidence\":0.333333,\"sure\":false,\"stage\":1,");
  }

  @Test
  void aDuplicateInALibraryIsNotAnEvent() {
    assertThat(messages.duplicate(SONG, Origin.LIBRARY, SONG, ID, "Jazz", AT)).isEmpty();
  }

  @Test
  void aCorrectionIsAChangeThatIncludesTheOverruledVerdict() {
    ClassifiedTrack voteDetails = jazz(Origin.INBOX, SONG).corrected("Blues", AT.plusSeconds(60));
    List<OutboxMessage> sent = messages.classified(voteDetails, false);
    assertThat(sent.get(0).payload())
        .contains("\"origin\":\"correction\",\"genre\":\"Blues\",\"confidence\":1.0,\"sure\":true,")
        .contains("\"rule\":\"person\",\"genres\":{\"Blues\":1.0},\"votes\":[{\"stage\":\"fma\"")
        .contains("\"overruled\":{\"genre\":\"Jazz\",\"confidence\":0.846,\"sure\":true},")
        .contains("\"at\":\"2026-11-22T10:01:00Z\"");
    assertThat(sent.get(1).payload()).startsWith("{\"event_type\":\"changed\",");
  }

  @Test
  void aBatchIsOneEventWithItsCounts() {
    assertThat(messages.batchDone(new BatchSummary(Origin.REVOTE, 10_000, 12, 300, 2, 1), AT))
        .isEqualTo(
            new OutboxMessage(
                "event",
                "{\"event_type\":\"batch_done\",\"schema\":1,\"origin\":\"revote\","
                    + "\"done\":10000,\"changed\":12,\"unsure\":300,\"duplicates\":2,\"failed\":1,"
                    + "\"at\":\"2026-11-22T10:00:00Z\",\"node\":\"jetson\"}",
                false));
  }

  @Test
  void aVerdictWithoutVotesHasAnEmptyList() {
    Verdict.Decided corrected =
        new Verdict.Decided("Rock", 1, true, 1, "top1", Map.of("Rock", 1.0), List.of());
    ClassifiedTrack voteDetails =
        new ClassifiedTrack(ID, SONG, Origin.CORRECTION, corrected, Double.NaN, 0, 0, AT);
    assertThat(messages.verdict(voteDetails)).contains("\"votes\":[],\"duration_s\":null,");
  }

  @Test
  void timesAreInMilliseconds() {
    assertThat(messages.failed(SONG, Origin.INBOX, "r", "m", AT.plusNanos(123_456_789)))
        .first()
        .extracting(OutboxMessage::payload)
        .asString()
        .contains("\"at\":\"2026-11-22T10:00:00.123Z\"");
  }

  @Test
  void aFailureHasReasonAndRemedy() {
    assertThat(messages.failed(SONG, Origin.INBOX, "It has no audio", "Drop a song", AT))
        .containsExactly(
            new OutboxMessage(
                "event",
                "{\"event_type\":\"failed\",\"schema\":1,\"file\":\"song.mp3\","
                    + "\"path\":\"/inbox/song.mp3\",\"path_uri\":\"file:///inbox/song.mp3\","
                    + "\"origin\":\"inbox\",\"reason\":\"It has no audio\","
                    + "\"mend\":\"Drop a song\",\"at\":\"2026-11-22T10:00:00Z\","
                    + "\"node\":\"jetson\"}",
                false));
  }

  @Test
  void aFailureInTheLibraryIsNotAnEvent() {
    assertThat(messages.failed(SONG, Origin.LIBRARY, "It has no audio", "", AT)).isEmpty();
  }

  @Test
  void aDuplicateNamesTheFirstFileAndItsGenre() {
    assertThat(messages.duplicate(SONG, Origin.INBOX, Path.of("/inbox/b c.mp3"), ID, "Jazz", AT))
        .containsExactly(
            new OutboxMessage(
                "event",
                "{\"event_type\":\"duplicate\",\"schema\":1,\"id\":\"sha256:"
                    + HEX
                    + "\",\"file\":\"song.mp3\",\"path\":\"/inbox/song.mp3\","
                    + "\"path_uri\":\"file:///inbox/song.mp3\",\"origin\":\"inbox\","
                    + "\"of\":\"/inbox/b c.mp3\","
                    + "\"of_uri\":\"file:///inbox/b%20c.mp3\",\"genre\":\"Jazz\","
                    + "\"at\":\"2026-11-22T10:00:00Z\",\"node\":\"jetson\"}",
                false));
  }

  @Test
  void aDuplicateOfAFileWithoutVerdictHasNoGenre() {
    assertThat(messages.duplicate(SONG, Origin.INBOX, SONG, ID, null, AT).get(0).payload())
        .contains("\"genre\":null,");
  }

  @Test
  void quotesAndNewlinesInNamesAreEscaped() {
    assertThat(messages.verdict(jazz(Origin.INBOX, Path.of("/inbox/a \"b\"\n\\.mp3"))))
        .contains("\"file\":\"a \\\"b\\\"\\n\\\\.mp3\",")
        .contains("\"path_uri\":\"file:///inbox/a%20%22b%22%0A%5C.mp3\",");
  }

  @Test
  void bytesThatAreNotUtf8ArePreservedInTheUri() {
    byte[] name = "/inbox/\u00e9.mp3".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(messages.verdict(jazz(Origin.INBOX, SongFile.path(name))))
        .contains("\"file\":\"\ufffd.mp3\",\"path\":\"/inbox/\ufffd.mp3\",")
        .contains("\"path_uri\":\"file:///inbox/%E9.mp3\",");
  }

  @Test
  void statsHaveCountsAndAnEta() {
    Map<Integer, Long> stages = new LinkedHashMap<>();
    stages.put(1, 6L);
    stages.put(2, 1L);
    assertThat(messages.stats(new LibraryStats(7, 2, 3, 1, 30, stages, 12.5, AT)))
        .isEqualTo(
            "{\"schema\":1,\"done\":7,\"unsure\":2,\"failed\":3,\"duplicates\":1,\"queued\":30,"
                + "\"stages\":{\"1\":6,\"2\":1},\"per_minute\":12.5,\"eta_s\":144.0,"
                + "\"at\":\"2026-11-22T10:00:00Z\",\"node\":\"jetson\"}");
  }

  @Test
  void aStalledQueueHasNoEta() {
    assertThat(messages.stats(new LibraryStats(0, 0, 0, 0, 3, Map.of(), 0, AT)))
        .contains("\"eta_s\":null");
  }

  private static final Health.Proof PROOF = new Health.Proof("proven", OptionalLong.of(4), "");
  private static final Health.Computing CPU =
      new Health.Computing("onnx", "fp32", Optional.empty(), Optional.empty());

  @Test
  void problemIsNullWithoutProblems() {
    Health health =
        new Health(
            Health.State.IDLE,
            "inotify",
            12,
            PROOF,
            CPU,
            "installed",
            List.of("mn04", "musicnn"),
            Optional.empty(),
            List.of(),
            AT);
    assertThat(messages.health(health))
        .isEqualTo(
            "{\"schema\":1,\"state\":\"idle\",\"watcher\":\"inotify\",\"detection_delay_ms\":12,\"watcher_proof\":\"proven\",\"watcher_note\":\"\",\"event_delay_ms\":4,\"engine\":\"onnx\","
                + "\"precision\":\"fp32\",\"gpu\":null,\"building\":null,\"default_models\":\"installed\",\"models\":[\"mn04\",\"musicnn\"],"
                + "\"problem\":null,\"at\":\"2026-11-22T10:00:00Z\",\"node\":\"jetson\"}");
  }

  @Test
  void problemsAreJoined() {
    Health health =
        new Health(
            Health.State.WORKING,
            "away",
            0,
            PROOF,
            CPU,
            "installed",
            List.of("mn04", "musicnn"),
            Optional.empty(),
            List.of("a", "b"),
            AT);
    assertThat(messages.health(health)).contains("\"problem\":\"a; b\"");
  }

  @Test
  void healthHasTheGpuAndTheNetworkBeingCompiled() {
    Health.Gpu gpu =
        new Health.Gpu(
            "Orin",
            OptionalDouble.of(0.427),
            OptionalDouble.of(51.843),
            Map.of("VDD_IN", 7.4),
            OptionalDouble.of(7.4),
            OptionalLong.of((4L << 30) + 1));
    Health.Building building =
        new Health.Building("mert-95m encoder, fp16", 0.25, Optional.of(Duration.ofSeconds(210)));
    Health.Computing computing =
        new Health.Computing("tensorrt", "fp16", Optional.of(gpu), Optional.of(building));
    assertThat(
            messages.health(
                new Health(
                    Health.State.WORKING,
                    "inotify",
                    0,
                    PROOF,
                    computing,
                    "installed",
                    List.of("mn04", "musicnn"),
                    Optional.empty(),
                    List.of(),
                    AT)))
        .contains(
            "\"engine\":\"tensorrt\",\"precision\":\"fp16\",\"gpu\":{\"name\":\"Orin\",\"load\":0.427,"
                + "\"temperature_c\":51.843,\"power_w\":7.4,\"rails_w\":{\"VDD_IN\":7.4},\"memory_free_mb\":4096},\"building\":{\"network\":\"mert-95m"
                + " encoder, fp16\",\"progress\":0.25,\"eta_s\":210}");
  }

  @Test
  void missingSensorReadingsAreOmitted() {
    Health.Gpu gpu =
        new Health.Gpu(
            "",
            OptionalDouble.empty(),
            OptionalDouble.of(40),
            Map.of(),
            OptionalDouble.empty(),
            OptionalLong.empty());
    Health.Computing computing =
        new Health.Computing(
            "onnx",
            "fp32",
            Optional.of(gpu),
            Optional.of(new Health.Building("m", 0, Optional.empty())));
    assertThat(
            messages.health(
                new Health(
                    Health.State.IDLE,
                    "inotify",
                    0,
                    PROOF,
                    computing,
                    "installed",
                    List.of("mn04", "musicnn"),
                    Optional.empty(),
                    List.of(),
                    AT)))
        .contains("\"gpu\":{\"temperature_c\":40.0},")
        .contains("\"eta_s\":null");
  }

  @Test
  void aVerdictIncludesTheReasonForBeingUnsureAndTheAnalysedPart() {
    Verdict.Vote vote =
        new Verdict.Vote(
            "fma",
            "m",
            "Jazz",
            0.9,
            1,
            5,
            Map.of("Jazz", 0.9),
            new AnalysedPart(61.5, 2.1, 2),
            false,
            List.of());
    Verdict.Decided verdict =
        new Verdict.Decided("Jazz", 0.9, false, 1, "top1", Map.of("Jazz", 0.9), List.of(vote));
    ClassifiedTrack voteDetails = new ClassifiedTrack(ID, SONG, Origin.INBOX, verdict, 3, 1, 2, AT);
    assertThat(messages.verdict(voteDetails))
        .contains("\"sure\":false,\"reason\":\"too little sound\",\"stage\":1")
        .contains("\"part\":{\"from_s\":61.5,\"sound_s\":2.1,\"channel\":2}");
    assertThat(messages.classified(voteDetails, false).get(1).payload())
        .contains("\"event_type\":\"unsure\"", "\"reason\":\"too little sound\"");
  }

  @Test
  void tagsOfAllStagesAreListedOnceWithTheirKinds() {
    List<MusicTag> first =
        List.of(
            new MusicTag("happy", MusicTag.Kind.MOOD, 0.4),
            new MusicTag("60s", MusicTag.Kind.ERA, 0.3));
    List<MusicTag> second = List.of(new MusicTag("happy", MusicTag.Kind.MOOD, 0.1234567));
    Map<String, Double> top = Map.of("Jazz", 0.9);
    List<Verdict.Vote> votes =
        List.of(
            new Verdict.Vote("a", "m", "Jazz", 0.9, 1, 5, top, null, false, second),
            new Verdict.Vote("b", "n", "Jazz", 0.9, 1, 5, top, null, false, first));
    Verdict.Decided verdict = new Verdict.Decided("Jazz", 0.9, true, 2, "product", top, votes);
    ClassifiedTrack track = new ClassifiedTrack(ID, SONG, Origin.INBOX, verdict, 3, 1, 2, AT);
    assertThat(messages.verdict(track))
        .contains(
            "\"tags\":{\"happy\":0.4,\"60s\":0.3},"
                + "\"tag_kinds\":{\"happy\":\"mood\",\"60s\":\"era\"}");
    assertThat(messages.verdict(track.corrected("Pop", AT))).contains("\"tags\":{\"happy\":0.4");
  }

  @Test
  void aConfidenceJustBelowAThresholdIsNotRoundedOntoIt() {
    double confidence = 0.5999999;
    Verdict.Decided verdict =
        new Verdict.Decided(
            "Jazz", confidence, false, 1, "top1", Map.of("Jazz", confidence), List.of());
    assertThat(messages.verdict(new ClassifiedTrack(ID, SONG, Origin.INBOX, verdict, 3, 1, 2, AT)))
        .contains("\"confidence\":0.599999,\"sure\":false")
        .contains("\"genres\":{\"Jazz\":0.599999}");
  }

  /** The documented example: 0.40 x 0.81 + 0.60 x 0.87, which is 0.8460000000000001. */
  private static ClassifiedTrack jazz(Origin origin, Path path) {
    double confidence = 0.40 * 0.81 + 0.60 * 0.87;
    Map<String, Double> fma = new LinkedHashMap<>();
    fma.put("Jazz", 0.81);
    fma.put("Blues", 0.12);
    Map<String, Double> mert = new LinkedHashMap<>();
    mert.put("Jazz", 0.87);
    mert.put("Soul-RnB", 0.06);
    List<Verdict.Vote> votes =
        List.of(
            new Verdict.Vote("fma", "msd_model", "Jazz", 0.81, 0.40, 61, fma),
            new Verdict.Vote("mert", "mert-95m", "Jazz", 0.87, 0.60, 240, mert));
    Verdict.Decided verdict =
        new Verdict.Decided("Jazz", confidence, true, 2, "top1", Map.of("Jazz", confidence), votes);
    return new ClassifiedTrack(ID, path, origin, verdict, 214.3, 88, 412, AT);
  }
}
