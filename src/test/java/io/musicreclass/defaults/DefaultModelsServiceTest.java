package io.musicreclass.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.daemon.VoteFixture;
import io.musicreclass.defaults.DefaultModelsStatus.State;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.revote.RevoteRunner;
import io.musicreclass.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultModelsServiceTest {
  private static final int SONGS = 30;

  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock(); // starts when the songs were classified
  private final Problems problems = new Problems();
  private final CountDownLatch imported = new CountDownLatch(1);
  private final CountDownLatch serverAnswers = new CountDownLatch(1);
  private TinyDefaults tiny;
  private VoteFixture fixture;
  private Ledger ledger;
  private StageRunner stageRunner;
  private RevoteRunner revotes;
  private DefaultModelsService service;

  @BeforeEach
  void publish() throws Exception {
    tiny = new TinyDefaults(folder);
    fixture = new VoteFixture(folder.resolve("songs"));
  }

  @AfterEach
  void close() throws Exception {
    serverAnswers.countDown();
    service.close();
    revotes.close();
    stageRunner.close();
    ledger.close();
    tiny.close();
  }

  private void open() {
    ledger = Ledger.open(fixture.home());
    stageRunner = fixture.stageRunner();
    revotes = new RevoteRunner(ledger, VoteFixture.revote(ledger, stageRunner), () -> {});
  }

  private void start() {
    start(Duration.ofMillis(1));
  }

  private void start(Duration pause) {
    if (ledger == null) {
      open();
    }
    service =
        new DefaultModelsService(
            tiny.settings(),
            tiny.models(),
            pause,
            ledger,
            revotes,
            problems,
            clock,
            imported::countDown);
    service.start();
  }

  private void awaitNotice(String start) {
    Eventually.holds(
        start, () -> service.status().notice().filter(n -> n.startsWith(start)).isPresent());
  }

  private void awaitIdle() {
    Eventually.holds("it is idle", () -> !service.isProvisional());
  }

  private Optional<Milestone.Step> step() {
    return Milestone.read(ledger.options()).map(Milestone::step);
  }

  @Test
  void aNewCheckoutGetsThemByItself() throws Exception {
    tiny.asCheckout();
    start();
    assertThat(imported.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(tiny.imported()).containsExactly("one", "two");
    assertThat(step()).contains(Milestone.Step.BEGUN);
    assertThat(service.isProvisional()).isTrue(); // until the daemon has reloaded
  }

  @Test
  void verdictsAreProvisionalForFifteenMinutesAtMost() throws Exception {
    tiny.asCheckout().hub.delay(serverAnswers);
    start();
    awaitNotice("Downloading the default models: one (free), two (free)");
    clock.now = clock.now.plus(Duration.ofMinutes(15)).minusNanos(1);
    assertThat(service.status().provisional()).isTrue();
    clock.now = clock.now.plusNanos(1);
    assertThat(service.status().provisional()).isFalse();
    assertThat(service.state()).isEqualTo(State.DOWNLOADING);
  }

  @Test
  void aWrongByteIsRefusedFourTimesAndVerdictsAreFinalThen() throws Exception {
    tiny.asCheckout().corrupt(0);
    start();
    awaitNotice("The default models could not be downloaded");
    Eventually.holds("it gives up", () -> tiny.hub.requests().size() == 4);
    assertThat(service.status().notice().orElseThrow())
        .contains("one.pth from 127.0.0.1:", " is not the published file: its SHA-256 is")
        .contains("reclass model fetch defaults");
    awaitIdle();
    Eventually.holds("nothing is retried any more", () -> problems.current().isEmpty());
    assertThat(tiny.imported()).isEmpty();
    assertThat(imported.getCount()).isOne();
    assertThat(service.state()).isEqualTo(State.FAILED);
  }

  @Test
  void aFailedDownloadIsAProblemAtOnceForTheNextAttemptIsAnHourAway() throws Exception {
    tiny.asCheckout().corrupt(0);
    start(Duration.ofHours(1));
    Eventually.holds("it is a problem", () -> !problems.current().isEmpty());
    assertThat(problems.current())
        .singleElement()
        .asString()
        .startsWith("The default models cannot be downloaded: ")
        .contains("one.pth from 127.0.0.1:", " is not the published file: its SHA-256 is");
    assertThat(service.state()).isEqualTo(State.FAILED);
    assertThat(service.isProvisional()).isFalse();
  }

  @Test
  void aDownloadThatHadBegunGoesOnAtTheNextStartThoughThereAreSongs() throws Exception {
    tiny.asCheckout();
    fixture.storeSongs(SONGS, true);
    open();
    new Milestone(Milestone.Step.BEGUN, clock.now).store(ledger.options());
    start();
    assertThat(imported.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInstallationWithSongsIsOnlyOfferedThem() throws Exception {
    tiny.asCheckout();
    fixture.storeSongs(SONGS, true);
    start();
    awaitNotice("Better models are available under free licences: one (free), two (free)");
    assertThat(service.isProvisional()).isFalse();
    assertThat(service.state()).isEqualTo(State.OFFERED);
    assertThat(tiny.hub.requests()).isEmpty();
  }

  @Test
  void aPackagedProgramDownloadsNothing() {
    start();
    awaitNotice("Better models are available");
    assertThat(tiny.hub.requests()).isEmpty();
  }

  @Test
  void nothingIsDownloadedOrOfferedIfThatIsSwitchedOff() throws Exception {
    tiny.asCheckout();
    tiny.installation.set("reclass.models.fetch", "never");
    start();
    awaitIdle();
    assertThat(service.state()).isEqualTo(State.OFF);
    assertThat(service.status().notice()).isEmpty();
    assertThat(tiny.hub.requests()).isEmpty();
  }

  @Test
  void nothingIsDownloadedBesideModelsOfTheUser() throws Exception {
    tiny.asCheckout().installation.features("fma", "mine", List.of("Jazz", "Rock"));
    start();
    awaitIdle();
    assertThat(service.state()).isEqualTo(State.UNUSED);
    assertThat(service.status().notice()).isEmpty();
    assertThat(tiny.hub.requests()).isEmpty();
  }

  @Test
  void songsClassifiedSinceTheDownloadBeganAreVotedOnAgainOnce() throws Exception {
    fixture.storeSongs(SONGS, true);
    open();
    arrive(Milestone.Step.BEGUN, Duration.ZERO);
    Eventually.holds("it re-votes", () -> revoted() == SONGS);
    awaitIdle();
    assertThat(step()).contains(Milestone.Step.ARRIVED);
    assertThat(service.status())
        .isEqualTo(new DefaultModelsStatus(State.INSTALLED, false, Optional.empty(), 0, 0));
  }

  @Test
  void aReVoteThatAStopInterruptsIsRepeatedAtTheNextStart() throws Exception {
    fixture.storeSongs(SONGS, true);
    open();
    revotes.stop(); // as a stop of the daemon in its midst
    arrive(Milestone.Step.BEGUN, Duration.ZERO);
    Eventually.holds("it wants to", () -> service.state() == State.REVOTING);
    service.close();
    revotes.close();
    assertThat(step()).contains(Milestone.Step.BEGUN);
    revotes = new RevoteRunner(ledger, VoteFixture.revote(ledger, stageRunner), () -> {});
    start();
    Eventually.holds("it re-votes", () -> revoted() == SONGS);
    awaitIdle();
    assertThat(step()).contains(Milestone.Step.ARRIVED);
  }

  @Test
  void itHasNotEndedBeforeTheLastSongThatItQueuedIsClassified() throws Exception {
    fixture.storeSongs(10 * SONGS, false);
    fixture.set("reclass.vote.thresholds", "1,1"); // every song needs all stages now
    open();
    arrive(Milestone.Step.BEGUN, Duration.ZERO);
    Eventually.holds(
        "they are queued",
        () -> revotes.state() instanceof RevoteRunner.State.Ended && ledger.reviews().isRevoting());
    assertThat(service.isProvisional()).isTrue();
    assertThat(service.state()).isEqualTo(State.REVOTING);
    assertThat(step()).contains(Milestone.Step.BEGUN);
  }

  @Test
  void songsClassifiedBeforeTheDownloadBeganAreCountedAndStayAsTheyAre() throws Exception {
    fixture.storeSongs(SONGS, true);
    open();
    arrive(Milestone.Step.BEGUN, Duration.ofSeconds(1));
    awaitNotice("30 songs were classified before the default models came. To classify them again");
    assertThat(revoted()).isZero();
    assertThat(service.status().older()).isEqualTo(SONGS);
    assertThat(service.status().olderMinutes()).isOne();
  }

  @Test
  void allSongsAreOlderWhereTheOfferWasTaken() throws Exception {
    fixture.storeSongs(SONGS, true);
    open();
    clock.now = clock.now.plusSeconds(5);
    arrive(Milestone.Step.OFFERED, Duration.ZERO);
    awaitNotice("30 songs were classified before the default models came.");
    assertThat(revotes.state()).isInstanceOf(RevoteRunner.State.Idle.class);
  }

  @Test
  void aDownloadOfWhichOnePartWasImportedIsCompleted() throws Exception {
    tiny.asCheckout();
    open();
    download(List.of(tiny.pinned.get(0)));
    new Milestone(Milestone.Step.BEGUN, clock.now).store(ledger.options());
    start();
    assertThat(imported.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(tiny.imported()).containsExactly("one", "two");
  }

  @Test
  void songsOfAnInstallationWhosePackageBroughtTheModelsAreOlder() throws Exception {
    fixture.storeSongs(SONGS, true);
    clock.now = clock.now.plusSeconds(5);
    download(tiny.pinned);
    start();
    awaitNotice("30 songs were classified before the default models came.");
  }

  private void download(List<PinnedModel> pinned) throws InterruptedException {
    Download download =
        new Download(
            new DefaultModels(tiny.settings(), pinned),
            tiny.mirror(),
            Duration.ZERO,
            problems.source(),
            new StoppableThread("download", Duration.ZERO, () -> {}));
    assertThat(download.run()).isTrue();
  }

  /** Starts with the models imported and this milestone, so long after the songs. */
  private void arrive(Milestone.Step step, Duration after) throws Exception {
    new Milestone(step, VoteFixture.AT.plus(after)).store(ledger.options());
    download(tiny.pinned);
    start();
  }

  private int revoted() {
    return revotes.state() instanceof RevoteRunner.State.Ended ended
        ? ended.outcome().changes().tracks()
        : 0;
  }
}
