package io.musicreclass.revote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.daemon.VoteFixture;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevoteTest {
  private static final int MANY = 10_000;
  private static final int FEW = 1_200; // three pages

  @TempDir private Path folder;
  private VoteFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new VoteFixture(folder);
  }

  private Revote.Outcome run() {
    try (Ledger ledger = Ledger.open(fixture.home());
        StageRunner stageRunner = fixture.stageRunner()) {
      return VoteFixture.revote(ledger, stageRunner).run(done -> true).orElseThrow();
    }
  }

  private RevoteForecast forecast(TrialRules trial) {
    try (Ledger ledger = Ledger.read(fixture.home());
        StageRunner stageRunner = fixture.stageRunner()) {
      return VoteFixture.revote(ledger, stageRunner).forecast(trial);
    }
  }

  /** Verdicts of a fresh classification of each song. */
  private Map<TrackId, Verdict.Decided> fresh(int songs) {
    Map<TrackId, Verdict.Decided> fresh = new HashMap<>();
    VoteRules rules = fixture.rules();
    List<StageModel> roles = fixture.stageModels();
    for (int i = 0; i < songs; i++) {
      fresh.put(VoteFixture.id(i), VoteFixture.vote(VoteFixture.results(roles, i), rules));
    }
    return fresh;
  }

  private static boolean differ(Verdict.Decided a, Verdict.Decided b) {
    return !a.genre().equals(b.genre()) || a.sure() != b.sure() || a.stage() != b.stage();
  }

  private VoteFixture otherRules() {
    return fixture
        .set("reclass.vote.thresholds", "0.7,0.8")
        .set("reclass.vote.weights.3", "0.5,0.2,0.3")
        .set("reclass.vote.sure", "0.7");
  }

  @Test
  void aRevoteOfTenThousandSongsEqualsClassifyingEachAndReadsNoAudio() throws IOException {
    fixture.storeSongs(MANY, true);
    Map<TrackId, Verdict.Decided> before = fresh(MANY);
    var unused = otherRules();
    Map<TrackId, Verdict.Decided> after = fresh(MANY);
    Revote.Outcome outcome = run();
    long changed =
        before.keySet().stream().filter(id -> differ(before.get(id), after.get(id))).count();
    assertThat(changed).isBetween(1L, MANY - 1L);
    assertThat(fixture.engine.runs).isEmpty();
    assertThat(outcome.requeued()).isEqualTo(new Requeued(0, 0));
    assertThat(outcome.changes().changed()).isEqualTo((int) changed);
    try (Ledger ledger = Ledger.open(fixture.home())) {
      assertThat(VoteFixture.verdicts(ledger)).isEqualTo(after);
      assertThat(VoteFixture.messages(ledger, "result")).hasSize((int) changed);
      assertThat(VoteFixture.messages(ledger, "last")).hasSize(1);
      assertThat(VoteFixture.messages(ledger, "event"))
          .singleElement()
          .extracting(OutboxMessage::payload)
          .asString()
          .contains("\"batch_done\"", "\"done\":10000,\"changed\":" + changed + ",");
      assertThat(ledger.views().waiting(1)).isZero();
    }
  }

  @Test
  void withTheSameRulesNothingChangesAndOnlyTheEventIsPublished() throws IOException {
    fixture.storeSongs(FEW, false);
    assertThat(run().changes().changed()).isZero();
    try (Ledger ledger = Ledger.open(fixture.home())) {
      assertThat(ledger.outbox().count()).isEqualTo(1);
      assertThat(VoteFixture.all(ledger)).allMatch(s -> s.voteDetails().origin() == Origin.INBOX);
    }
  }

  /** The winner's share by the rule top1, computed independently. */
  private static double top1(List<StageResult> results, double... weights) {
    double[] sums = new double[VoteFixture.GENRES.size()];
    double weight = 0;
    for (int i = 0; i < results.size(); i++) {
      double[] p = ((StageResult.Scored) results.get(i)).scores().toArray();
      int top = 0;
      for (int g = 1; g < p.length; g++) {
        top = p[g] > p[top] ? g : top;
      }
      sums[top] += weights[i] * p[top];
      weight += weights[i];
    }
    double most = 0;
    for (double sum : sums) {
      most = Math.max(most, sum / weight);
    }
    return most;
  }

  @Test
  void withRaisedThresholdsExactlyTheSongsThatNeedAnotherStageAreQueued() throws IOException {
    fixture.storeSongs(FEW, false);
    Map<Integer, Integer> pending = new HashMap<>();
    int there = 0;
    try (Ledger ledger = Ledger.read(fixture.home())) {
      for (StandingVerdict standing : VoteFixture.all(ledger)) {
        List<StageResult> results = standing.results();
        boolean second = results.size() == 1 && top1(results, 0.25) <= 0.98;
        boolean third = results.size() == 2 && top1(results, 0.25, 0.35) <= 0.96;
        if (second || third) {
          pending.merge(second ? 2 : 3, 1, Integer::sum);
          there += Files.exists(standing.voteDetails().path()) ? 1 : 0;
        }
      }
    }
    assertThat(pending).containsOnlyKeys(2, 3);
    Requeued expected = new Requeued(there, pending.get(2) + pending.get(3) - there);
    var unused = fixture.set("reclass.vote.thresholds", "0.98,0.96");
    assertThat(forecast(TrialRules.CURRENT).pendingByStage()).isEqualTo(pending);
    assertThat(run().requeued()).isEqualTo(expected);
    try (Ledger ledger = Ledger.open(fixture.home())) {
      assertThat(ledger.views().waiting(FEW)).isEqualTo(there).isPositive();
      Job job = ledger.queue().claim().orElseThrow();
      assertThat(job.origin()).isEqualTo(Origin.REVOTE);
      assertThat(VoteFixture.messages(ledger, "event")).as("the batch has not ended").isEmpty();
    }
    assertThat(run().requeued()).as("again").isEqualTo(expected);
  }

  @Test
  void aSongThatLacksAStageAndHasNoFileIsMissingAndKeepsItsVerdict() throws IOException {
    fixture.storeSongs(50, false);
    Map<TrackId, Verdict.Decided> before = fresh(50);
    try (Stream<Path> files = Files.list(folder.resolve("inbox"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    var unused = fixture.set("reclass.vote.thresholds", "1,1");
    Revote.Outcome outcome = run();
    assertThat(outcome.requeued().queued()).isZero();
    assertThat(outcome.requeued().missing()).isEqualTo(outcome.changes().pending()).isPositive();
    try (Ledger ledger = Ledger.open(fixture.home())) {
      assertThat(VoteFixture.verdicts(ledger)).isEqualTo(before);
    }
  }

  @Test
  void aNewHeadScoresStoredEmbeddingsAndItsScoresAreStored() throws IOException {
    fixture.storeSongs(FEW, true);
    Path home = fixture.home();
    // The same encoder and weights, but the head's outputs have other names now.
    List<String> turned = List.of("Rock", "Jazz", "Hip-Hop", "Blues");
    fixture = new VoteFixture(folder.resolve("new"), turned).set("reclass.home", home.toString());
    run();
    assertThat(fixture.engine.runs).isEmpty();
    String head = fixture.stageModels().get(0).model().headHash();
    try (Ledger ledger = Ledger.open(home)) {
      for (StandingVerdict standing : VoteFixture.all(ledger)) {
        StageResult.Scored now =
            standing.results().stream()
                .map(StageResult.Scored.class::cast)
                .filter(r -> r.head().equals(head))
                .findFirst()
                .orElseThrow();
        float[] logits = now.storedEmbedding().orElseThrow().toArray();
        int top = 0;
        for (int i = 1; i < logits.length; i++) {
          top = logits[i] > logits[top] ? i : top;
        }
        assertThat(standing.voteDetails().verdict().votes().get(0).genre())
            .isEqualTo(turned.get(top));
      }
    }
    assertThat(run().changes().changed()).as("again").isZero();
  }

  @Test
  void aCorrectedSongKeepsThePersonsGenreAndIsNotPublished() throws IOException {
    fixture.storeSongs(FEW, true);
    try (Ledger ledger = Ledger.open(fixture.home())) {
      for (int i = 0; i < 100; i++) {
        ledger.reviews().correct(VoteFixture.id(i), "Jazz", VoteFixture.AT, List.of());
      }
    }
    Map<TrackId, Verdict.Decided> before = fresh(FEW);
    Map<TrackId, Verdict.Decided> after = new HashMap<>(fresh(0));
    var unused = otherRules();
    after.putAll(fresh(FEW));
    RevoteForecast forecast = run().changes();
    int rightBefore = 0;
    int rightAfter = 0;
    for (int i = 0; i < 100; i++) {
      rightBefore += before.get(VoteFixture.id(i)).genre().equals("Jazz") ? 1 : 0;
      rightAfter += after.get(VoteFixture.id(i)).genre().equals("Jazz") ? 1 : 0;
    }
    assertThat(forecast.accuracy())
        .isEqualTo(new RevoteForecast.Accuracy(100, rightBefore, rightAfter));
    try (Ledger ledger = Ledger.open(fixture.home())) {
      assertThat(VoteFixture.verdicts(ledger)).as("verdicts of the vote").isEqualTo(after);
      for (int i = 0; i < 100; i++) {
        ClassifiedTrack voteDetails = ledger.tracks().verdict(VoteFixture.id(i)).orElseThrow();
        assertThat(voteDetails.verdict().genre()).isEqualTo("Jazz");
        String id = voteDetails.id().value();
        assertThat(VoteFixture.messages(ledger, "result")).noneMatch(l -> l.payload().contains(id));
      }
    }
  }

  @Test
  void aForecastReportsWhatTheRunDoesAndWritesNothing() throws IOException {
    fixture.storeSongs(FEW, false);
    Path db = fixture.home().resolve("ledger.db");
    byte[] bytes = Files.readAllBytes(db);
    TrialRules trial = new TrialRules(List.of(0.97, 0.8), List.of(0.5, 0.2, 0.3), 0.7);
    RevoteForecast forecast = forecast(trial);
    assertThat(Files.readAllBytes(db)).isEqualTo(bytes);
    assertThat(Files.size(Path.of(db + "-wal"))).isZero();
    var unused =
        fixture
            .set("reclass.vote.thresholds", "0.97,0.8")
            .set("reclass.vote.weights.3", "0.5,0.2,0.3")
            .set("reclass.vote.sure", "0.7");
    assertThat(run().changes()).isEqualTo(forecast);
    assertThat(forecast.tracks()).isEqualTo(FEW);
    assertThat(forecast.now().sure() + forecast.now().unsure()).isEqualTo(FEW);
    assertThat(forecast.then().sure() + forecast.then().unsure() + forecast.pending())
        .isEqualTo(FEW);
  }

  @Test
  void aRevoteKilledBetweenPagesAndRunAgainGivesTheSameResultAndEachMessageOnce() throws Exception {
    fixture.storeSongs(FEW, true);
    Map<TrackId, Verdict.Decided> before = fresh(FEW);
    var unused = otherRules();
    Map<TrackId, Verdict.Decided> after = fresh(FEW);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor()).as(output).isEqualTo(Killed.STATUS);
    try (Ledger ledger = Ledger.read(fixture.home())) {
      assertThat(VoteFixture.messages(ledger, "result")).as("some pages are done").isNotEmpty();
      assertThat(VoteFixture.verdicts(ledger)).isNotEqualTo(after);
    }
    run();
    try (Ledger ledger = Ledger.open(fixture.home())) {
      assertThat(VoteFixture.verdicts(ledger)).isEqualTo(after);
      List<String> published = new ArrayList<>();
      VoteFixture.messages(ledger, "result")
          .forEach(l -> published.add(l.payload().substring(0, 100)));
      long changed =
          before.keySet().stream().filter(i -> differ(before.get(i), after.get(i))).count();
      assertThat(published).doesNotHaveDuplicates().hasSize((int) changed);
    }
  }

  /** A re-vote that is killed after two pages. */
  static final class Killed {
    static final int STATUS = 9;

    private Killed() {}

    public static void main(String[] args) throws IOException {
      RevoteTest test = new RevoteTest();
      test.fixture = new VoteFixture(Path.of(args[0]));
      try (Ledger ledger = Ledger.open(test.otherRules().home());
          StageRunner stageRunner = test.fixture.stageRunner()) {
        var unused = VoteFixture.revote(ledger, stageRunner).run(Killed::stopped);
      }
    }

    private static boolean stopped(int done) {
      if (done >= 1000) {
        Runtime.getRuntime().halt(STATUS);
      }
      return true;
    }
  }

  @Test
  void songsClassifiedBeforeTheGivenTimeKeepTheirVerdicts() throws IOException {
    fixture.storeSongs(FEW, true);
    try (Ledger ledger = Ledger.open(fixture.home());
        StageRunner stageRunner = fixture.stageRunner()) {
      Revote revote = VoteFixture.revote(ledger, stageRunner);
      assertThat(tracks(revote, VoteFixture.AT.plusNanos(1))).isZero();
      assertThat(tracks(revote, VoteFixture.AT)).isEqualTo(FEW);
    }
  }

  private static int tracks(Revote revote, Instant since) {
    return revote.run(since, done -> true).orElseThrow().changes().tracks();
  }
}
