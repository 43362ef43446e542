package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewsTest {
  private static final Instant LATER = Songs.AT.plusSeconds(3600);

  @TempDir Path home;
  @TempDir Path inbox;
  private Ledger ledger;
  private Reviews reviews;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
    reviews = ledger.reviews();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  /** A song in the inbox that has a verdict and one stage's result. */
  private SongFile decided(int number) throws IOException {
    SongFile file = Songs.written(inbox.resolve(number + ".mp3"), "" + number);
    ledger.queue().arrive(file, Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(number));
    ledger.tracks().store(Songs.id(number), Songs.scored("fma", "head", 0.5));
    ledger.completion().decide(job, Songs.voteDetails(job, Songs.id(number)), List.of());
    return file;
  }

  @Test
  void aStandingVerdictCarriesTheGenreThatItsNewestFileIsTaggedWith() throws IOException {
    decided(1);
    for (String genre : List.of("Rock", "Jazz")) {
      SongFile file = Songs.written(inbox.resolve("2.mp3"), genre);
      ledger.queue().arrive(file, Origin.INBOX);
      Job job = ledger.queue().claim().orElseThrow();
      SongTags tags = new SongTags("", "", "", "", genre, null);
      ledger.tracks().identify(job, Songs.id(2), 200, "mp3", 44_100, 2, tags);
      ledger.completion().decide(job, Songs.voteDetails(job, Songs.id(2)), List.of());
    }
    assertThat(reviews.page(0, 10)).extracting(StandingVerdict::tag).containsExactly("", "Jazz");
  }

  private SongFile failed(String name) throws IOException {
    SongFile file = Songs.written(inbox.resolve(name), name);
    ledger.queue().arrive(file, Origin.INBOX);
    ledger
        .completion()
        .fail(
            ledger.queue().claim().orElseThrow(),
            new FailureReason("broken", "replace it", false),
            List.of());
    return file;
  }

  private StandingVerdict standing(int number) {
    return reviews.page(0, 1000).stream()
        .filter(s -> s.voteDetails().id().equals(Songs.id(number)))
        .findFirst()
        .orElseThrow();
  }

  private static RevisedVerdict revised(StandingVerdict standing, String genre, String payload) {
    Verdict.Decided verdict =
        new Verdict.Decided(genre, 0.7, true, 2, "top1", Map.of(genre, 0.7), List.of());
    return new RevisedVerdict(
        standing,
        standing.voteDetails().revoted(verdict, LATER),
        List.of(),
        List.of(new OutboxMessage("result", payload, false)));
  }

  private List<String> messages() {
    return ledger.outbox().pending("mqtt", 0, 1000).stream()
        .map(pending -> pending.message().payload())
        .toList();
  }

  @Test
  void aPageHasTheVerdictsInTheOrderOfTheirSongsWithTheirResults() throws IOException {
    for (int i = 1; i <= 5; i++) {
      decided(i);
    }
    List<StandingVerdict> first = reviews.page(0, 3);
    List<StandingVerdict> rest = reviews.page(first.get(2).track(), 3);
    assertThat(first).hasSize(3);
    assertThat(rest)
        .extracting(s -> s.voteDetails().id())
        .containsExactly(Songs.id(4), Songs.id(5));
    assertThat(rest.get(0).results()).containsExactly(Songs.scored("fma", "head", 0.5));
    assertThat(reviews.page(rest.get(1).track(), 3)).isEmpty();
    assertThat(reviews.count()).isEqualTo(5);
  }

  @Test
  void aRevisedVerdictReplacesTheOldOneTogetherWithItsLetters() throws IOException {
    SongFile file = decided(1);
    reviews.revise(List.of(revised(standing(1), "Blues", "published")));
    ClassifiedTrack now = ledger.tracks().verdict(Songs.id(1)).orElseThrow();
    assertThat(now.verdict().genre()).isEqualTo("Blues");
    assertThat(now.origin()).isEqualTo(Origin.REVOTE);
    assertThat(now.path()).isEqualTo(file.path());
    assertThat(now.at()).isEqualTo(LATER);
    assertThat(messages()).containsExactly("published");
  }

  @Test
  void aVerdictThatWasGivenAnewMeanwhileStaysAsItIs() throws IOException {
    decided(1);
    RevisedVerdict old = revised(standing(1), "Blues", "old");
    reviews.revise(List.of(revised(standing(1), "Hip-Hop", "new")));
    reviews.revise(List.of(old));
    assertThat(ledger.tracks().verdict(Songs.id(1)).orElseThrow().verdict().genre())
        .isEqualTo("Hip-Hop");
    assertThat(messages()).containsExactly("new");
  }

  @Test
  void aPersonsGenreHoldsInEveryViewAndTheVotesStaysBesideIt() throws IOException {
    decided(1);
    assertThat(reviews.correct(Songs.id(1), "Folk", LATER, Songs.messages("corrected"))).isTrue();
    ClassifiedTrack voteDetails = ledger.views().track(Songs.id(1)).orElseThrow().voteDetails();
    assertThat(voteDetails.verdict().genre()).isEqualTo("Folk");
    assertThat(voteDetails.origin()).isEqualTo(Origin.CORRECTION);
    assertThat(voteDetails.at()).isEqualTo(LATER);
    assertThat(voteDetails.overruled().genre()).isEqualTo("Jazz");
    assertThat(ledger.views().stats().genres()).containsExactly(Map.entry("Folk", 1));
    TrackRow.Summary shown = new TrackRow.Summary("Folk", 1, true, 1);
    for (HistoryFilter filter :
        List.of(
            HistoryFilter.ALL,
            HistoryFilter.in(FileState.DONE),
            HistoryFilter.decided("Folk", true, null))) {
      assertThat(ledger.views().history(filter, Long.MAX_VALUE, 10))
          .extracting(TrackRow::verdict)
          .containsExactly(shown);
    }
    assertThat(
            ledger.views().history(HistoryFilter.decided("Jazz", null, null), Long.MAX_VALUE, 10))
        .isEmpty();
  }

  @Test
  void anUnsureVerdictThatAPersonCorrectedIsSure() throws IOException {
    ledger.queue().arrive(Songs.written(inbox.resolve("1.mp3"), "1"), Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(1));
    ledger
        .completion()
        .decide(job, Songs.voteDetails(job, Songs.id(1), "Jazz", false, 3), List.of());
    assertThat(ledger.views().stats().sure()).isZero();
    reviews.correct(Songs.id(1), "Jazz", LATER, List.of());
    assertThat(ledger.views().stats().sure()).isEqualTo(1);
  }

  @Test
  void aPersonsGenreSurvivesARevoteThatNobodyIsToldOf() throws IOException {
    decided(1);
    StandingVerdict read = standing(1);
    reviews.correct(Songs.id(1), "Folk", LATER, List.of());
    reviews.revise(List.of(revised(read, "Blues", "published")));
    ClassifiedTrack voteDetails = ledger.tracks().verdict(Songs.id(1)).orElseThrow();
    assertThat(voteDetails.verdict().genre()).isEqualTo("Folk");
    assertThat(voteDetails.overruled().genre()).isEqualTo("Blues");
    assertThat(messages()).isEmpty();
  }

  @Test
  void aPersonsGenreSurvivesThatTheSongIsHeardAgain() throws IOException {
    decided(1);
    reviews.correct(Songs.id(1), "Folk", LATER, List.of());
    reviews.requeue(List.of(standing(1).track()));
    Job job = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(1));
    ledger
        .completion()
        .decide(job, Songs.voteDetails(job, Songs.id(1), "Blues", true, 3), List.of());
    ClassifiedTrack voteDetails = ledger.tracks().verdict(Songs.id(1)).orElseThrow();
    assertThat(voteDetails.verdict().genre()).isEqualTo("Folk");
    assertThat(voteDetails.overruled().stage()).isEqualTo(3);
  }

  @Test
  void aCorrectionThatIsTakenBackLeavesWhatTheVoteSaid() throws IOException {
    decided(1);
    ClassifiedTrack before = ledger.tracks().verdict(Songs.id(1)).orElseThrow();
    reviews.correct(Songs.id(1), "Folk", LATER, List.of());
    assertThat(reviews.uncorrect(Songs.id(1), Songs.messages("back"))).isTrue();
    assertThat(ledger.tracks().verdict(Songs.id(1))).contains(before);
    assertThat(messages()).containsExactly("back", "back");
  }

  @Test
  void aRevotesVerdictsAreCountedAndListedAndSoAreLaterOnes() throws IOException {
    for (int i = 1; i <= 4; i++) {
      decided(i);
    }
    StandingVerdict replaced = standing(3);
    reviews.correct(Songs.id(2), "Folk", LATER, List.of());
    reviews.revise(List.of(revised(replaced, "Hip-Hop", "first")));
    reviews.revise(
        List.of(
            revised(standing(1), "Blues", "second"),
            revised(standing(2), "Blues", "corrected"),
            revised(replaced, "Blues", "outdated")));
    assertCounts(Map.of("Blues", 1, "Folk", 1, "Hip-Hop", 1, "Jazz", 1), Map.of(1, 1, 2, 3));

    reviews.correct(Songs.id(4), "Folk", LATER, List.of());
    assertCounts(Map.of("Blues", 1, "Folk", 2, "Hip-Hop", 1), Map.of(1, 1, 2, 3));
  }

  private void assertCounts(Map<String, Integer> genres, Map<Integer, Integer> stages) {
    assertThat(ledger.views().stats().genres()).isEqualTo(genres);
    assertThat(ledger.views().stats().stages()).isEqualTo(stages);
    assertThat(ledger.views().stats().tracks()).isEqualTo(4);
    genres.forEach(
        (genre, songs) ->
            assertThat(
                    ledger
                        .views()
                        .history(HistoryFilter.decided(genre, null, null), Long.MAX_VALUE, 10))
                .as(genre)
                .hasSize(songs));
  }

  @Test
  void aRevoteThatFailsChangesNothingAndLaterVerdictsAreCounted() throws IOException {
    decided(1);
    decided(2);
    RevisedVerdict revised = revised(standing(2), "Blues", "published");
    RevisedVerdict impossible =
        new RevisedVerdict(
            revised.before(),
            revised.now(),
            List.of(
                new StageResult.Failed(
                    "fma", "m", "e", "h", "no memory", StageResult.Failed.Cause.MACHINE, 1)),
            List.of());
    List<RevisedVerdict> both = List.of(revised(standing(1), "Blues", "published"), impossible);
    assertThatThrownBy(() -> reviews.revise(both)).isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.views().stats().genres()).isEqualTo(Map.of("Jazz", 2));
    assertThat(messages()).isEmpty();

    reviews.correct(Songs.id(1), "Folk", LATER, List.of());
    assertThat(ledger.views().stats().genres()).isEqualTo(Map.of("Jazz", 1, "Folk", 1));
  }

  @Test
  void aSongWithoutVerdictCannotBeCorrected() {
    assertThat(reviews.correct(Songs.id(9), "Folk", LATER, Songs.messages("none"))).isFalse();
    assertThat(messages()).isEmpty();
  }

  @Test
  void whatARevoteOwesIsHeardAfterAllOthers() throws IOException {
    decided(1);
    assertThat(reviews.requeue(List.of(standing(1).track()))).isEqualTo(new Requeued(1, 0));
    ledger.queue().arrive(Songs.file("library.mp3"), Origin.LIBRARY);
    ledger.queue().arrive(Songs.file("inbox.mp3"), Origin.INBOX);
    assertThat(ledger.queue().claim().orElseThrow().path()).hasFileName("inbox.mp3");
    assertThat(ledger.queue().claim().orElseThrow().path()).hasFileName("library.mp3");
    Job pending = ledger.queue().claim().orElseThrow();
    assertThat(pending.path()).hasFileName("1.mp3");
    assertThat(pending.origin()).isEqualTo(Origin.REVOTE);
  }

  @Test
  void aFileThatIsOwedTwiceWaitsOnce() throws IOException {
    decided(1);
    long track = standing(1).track();
    reviews.requeue(List.of(track));
    assertThat(reviews.requeue(List.of(track))).isEqualTo(new Requeued(1, 0));
    assertThat(ledger.views().waiting(10)).isEqualTo(1);
  }

  @Test
  void aSongWhoseFileIsGoneOrAnotherOneIsMissing() throws IOException {
    Files.delete(decided(1).path());
    Files.writeString(decided(2).path(), "another song");
    assertThat(reviews.requeue(List.of(standing(1).track(), standing(2).track())))
        .isEqualTo(new Requeued(0, 2));
    assertThat(ledger.views().waiting(10)).isZero();
  }

  @Test
  void aSongWhoseFirstFileIsGoneIsHeardFromItsCopyAndIsNoDuplicateOfIt() throws IOException {
    SongFile first = decided(1);
    SongFile copy = Songs.written(inbox.resolve("copy.mp3"), "1");
    ledger.queue().arrive(copy, Origin.INBOX);
    Job twin = ledger.queue().claim().orElseThrow();
    assertThat(Songs.identify(ledger, twin, Songs.id(1))).isInstanceOf(Identity.DuplicateOf.class);
    ledger.completion().duplicate(twin, Songs.id(1), first.path(), List.of());
    Files.delete(first.path());
    reviews.requeue(List.of(standing(1).track()));
    Job job = ledger.queue().claim().orElseThrow();
    assertThat(job.path()).isEqualTo(copy.path());
    assertThat(Songs.identify(ledger, job, Songs.id(1))).isInstanceOf(Identity.Same.class);
  }

  @Test
  void aSongThatIsOwedIsNoDuplicateOfItsCopies() throws IOException {
    SongFile first = decided(1);
    ledger.queue().arrive(Songs.written(inbox.resolve("copy.mp3"), "1"), Origin.INBOX);
    Job twin = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, twin, Songs.id(1));
    ledger.completion().duplicate(twin, Songs.id(1), first.path(), List.of());
    reviews.requeue(List.of(standing(1).track()));
    Job job = ledger.queue().claim().orElseThrow();
    assertThat(job.path()).isEqualTo(first.path());
    assertThat(Songs.identify(ledger, job, Songs.id(1))).isInstanceOf(Identity.Same.class);
  }

  @Test
  void allFailedFilesAreTriedAgainAlthoughTheyHaveNotChanged() throws IOException {
    failed("a.mp3");
    failed("b.mp3");
    decided(1);
    assertThat(reviews.retry(List.of())).isEqualTo(new Requeued(2, 0));
    Job job = ledger.queue().claim().orElseThrow();
    assertThat(job.path()).hasFileName("a.mp3");
    assertThat(job.origin()).isEqualTo(Origin.RETRY);
    assertThat(job.attempts()).isEqualTo(1);
  }

  @Test
  void aRetryForgetsWhyTheStagesAbstained() throws IOException {
    SongFile file = Songs.written(inbox.resolve("a.mp3"), "a");
    ledger.queue().arrive(file, Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(1));
    ledger
        .tracks()
        .store(Songs.id(1), new StageResult.Abstained("fma", "m", "e", "h", "no memory", 1));
    ledger.completion().fail(job, new FailureReason("no stage can judge it", "", false), List.of());
    reviews.retry(List.of(file.path()));
    assertThat(ledger.tracks().results(Songs.id(1))).isEmpty();
  }

  @Test
  void onlyTheNamedFilesAreTriedAgainAndOthersThanFailedOnesAreMissing() throws IOException {
    failed("a.mp3");
    SongFile b = failed("b.mp3");
    SongFile done = decided(1);
    assertThat(reviews.retry(List.of(b.path(), done.path(), inbox.resolve("unknown.mp3"))))
        .isEqualTo(new Requeued(1, 2));
    assertThat(ledger.views().waiting(10)).isEqualTo(1);
  }

  @Test
  void aBatchHasEndedWhenItsLastFileHas() throws IOException {
    failed("a.mp3");
    failed("b.mp3");
    reviews.retry(List.of());
    Job a = ledger.queue().claim().orElseThrow();
    ledger.completion().fail(a, new FailureReason("broken", "", false), List.of());
    assertThat(reviews.endedBatches()).isEmpty();
    Job b = ledger.queue().claim().orElseThrow();
    assertThat(reviews.endedBatches()).isEmpty();
    Songs.identify(ledger, b, Songs.id(1));
    ledger.completion().decide(b, Songs.voteDetails(b, Songs.id(1), "Jazz", false, 1), List.of());
    BatchSummary batch = new BatchSummary(Origin.RETRY, 1, 0, 1, 0, 1);
    assertThat(reviews.endedBatches()).containsExactly(batch);
    reviews.report(batch, Songs.messages("done"));
    reviews.report(batch, Songs.messages("again"));
    assertThat(reviews.endedBatches()).isEmpty();
    assertThat(messages()).containsExactly("done", "done");
  }

  @Test
  void aBatchThatIsAddedToHasNotEndedUntilItIsClosed() throws IOException {
    decided(1);
    reviews.openBatch(Origin.REVOTE);
    reviews.revise(List.of(revised(standing(1), "Blues", "published")));
    assertThat(reviews.endedBatches()).isEmpty();
    reviews.closeBatch(Origin.REVOTE, List.of());
    assertThat(reviews.endedBatches())
        .containsExactly(new BatchSummary(Origin.REVOTE, 1, 1, 0, 0, 0));
  }

  @Test
  void whatAStoppedProgramHadAddedToIsClosedByTheNext() throws IOException {
    reviews.openBatch(Origin.REVOTE);
    ledger.close();
    open();
    assertThat(reviews.endedBatches())
        .containsExactly(new BatchSummary(Origin.REVOTE, 0, 0, 0, 0, 0));
  }

  @Test
  void theInboxMakesNoBatch() throws IOException {
    decided(1);
    failed("a.mp3");
    assertThat(reviews.endedBatches()).isEmpty();
  }
}
