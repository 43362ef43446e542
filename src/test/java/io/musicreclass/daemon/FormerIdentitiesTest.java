package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.decode.TagBytes;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.organize.OrganizeFixture;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.testing.FormerLedger;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade from a version that identified songs by another hash. */
class FormerIdentitiesTest {
  private static final byte[] NO_TAGS = {};

  @TempDir private Path root;
  private OrganizeFixture home;
  private Ledger ledger;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final List<byte[]> frames = new ArrayList<>();

  @AfterEach
  void close() {
    if (ledger != null) {
      ledger.close();
    }
  }

  /** A song of self-contained frames: each order of them is another song. */
  private byte[] song(int number) throws IOException {
    if (frames.isEmpty()) {
      Path file = root.resolve("frames.mp3");
      Map<String, String> options =
          Map.of("b", "32000", "reservoir", "0", "write_xing", "0", "id3v2_version", "0");
      TestAudio.write(file, "mp3", "libmp3lame", 44100, 1, TestAudio.music(44100, 1, 0.3), options);
      byte[] all = Files.readAllBytes(file);
      for (int at = 0; at < all.length; ) {
        int size = 104 + (all[at + 2] >> 1 & 1);
        frames.add(Arrays.copyOfRange(all, at, at + size));
        at += size;
      }
      Files.delete(file);
    }
    List<byte[]> order = new ArrayList<>();
    List<byte[]> rest = new ArrayList<>(frames);
    for (int n = number; !rest.isEmpty(); n /= Math.max(1, rest.size() + 1)) {
      order.add(rest.remove(n % rest.size()));
    }
    return TagBytes.join(order.toArray(new byte[0][]));
  }

  /** What follows the frames of a song: several kinds of tags, and often nothing. */
  private static byte[] tags(int number) {
    return switch (number % 5) {
      case 0 -> TagBytes.lyrics3v1();
      case 1 -> TagBytes.join(TagBytes.ape(chanceFrames(), 2000), TagBytes.id3v1("Song"));
      case 2 -> TagBytes.id3v2(new byte[300], 20, true);
      case 3 -> TagBytes.id3v1("Song");
      default -> NO_TAGS;
    };
  }

  private static byte[] chanceFrames() {
    return TagBytes.chanceFrames(new byte[] {-1, (byte) 0xFB, (byte) 0x90, (byte) 0xC4}, 2);
  }

  private void classifyAll() throws IOException {
    ManualClock clock = new ManualClock();
    EventPolicy eventPolicy =
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock);
    TestStages testStages = new TestStages(root).features("fma", "one", TestStages.GENRES);
    engine.answers("one", 0.6, 0.4);
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      Pipeline pipeline =
          new Pipeline(
              ledger,
              stageRunner,
              eventPolicy,
              path -> false,
              clock,
              new LiveEvents(),
              VoteFixture.retries(ledger),
              new TimedFileReader(),
              new StepNotes(root),
              () -> {});
      for (Optional<Job> job = ledger.queue().claim();
          job.isPresent();
          job = ledger.queue().claim()) {
        pipeline.process(job.get(), 1);
      }
    }
  }

  private void arrive(List<Path> files) {
    ledger.queue().arriveAll(files.stream().map(OrganizeFixture::stat).toList(), Origin.INBOX);
  }

  private TrackId id(Path file) {
    return ledger.views().file(file).orElseThrow().id();
  }

  @Test
  void aThousandSongsAreIdentifiedAgainWithoutClassificationAndWithoutLoss() throws Exception {
    int songs = 1000;
    home = new OrganizeFixture(root);
    List<Path> files = new ArrayList<>();
    List<TrackId> former = new ArrayList<>();
    Files.createDirectories(home.sorted.resolve("Rock"));
    try (FormerLedger old = new FormerLedger(root.resolve("var"))) {
      for (int i = 0; i < songs; i++) {
        String name = i + ".mp3";
        boolean sorted = i % 4 == 0;
        Path file = (sorted ? home.sorted.resolve("Rock") : home.inbox).resolve(name);
        Files.write(file, TagBytes.join(song(i), tags(i)));
        files.add(file);
        former.add(new TrackId(FormerLedger.id(file)));
        old.analysed(file, "Rock");
        if (i % 7 == 0) {
          old.corrected("Jazz");
        }
        if (sorted) {
          old.sorted(home.inbox.resolve(name), file);
        }
      }
    }
    assertThat(former).doesNotHaveDuplicates();
    ledger = home.ledger();

    // The start finds them all unchanged: none is opened, each keeps its former identity.
    arrive(files);
    assertThat(ledger.views().waiting(1)).isZero();
    assertThat(id(files.get(0))).isEqualTo(former.get(0));

    // A third is renamed, a third is touched, and the files of the others are not opened.
    for (int i = 0; i < songs; i++) {
      if (i % 3 == 0) {
        Path renamed = files.get(i).resolveSibling("renamed " + i + ".mp3");
        files.set(i, Files.move(files.get(i), renamed));
      } else if (i % 3 == 1) {
        Files.setLastModifiedTime(files.get(i), FileTime.from(Instant.EPOCH.plusSeconds(i)));
      }
    }
    arrive(files);
    classifyAll();

    assertThat(engine.runs).isEmpty();
    assertThat(ledger.outbox().count()).isZero();
    assertThat(ledger.views().stats().tracks()).isEqualTo(songs);
    int changed = 0;
    for (int i = 0; i < songs; i++) {
      TrackId id = id(files.get(i));
      changed += id.equals(former.get(i)) ? 0 : 1;
      assertThat(ledger.views().file(files.get(i)).orElseThrow().state()).isEqualTo(FileState.DONE);
      assertThat(ledger.tracks().verdict(former.get(i))).isEqualTo(ledger.tracks().verdict(id));
      ClassifiedTrack track = ledger.tracks().verdict(id).orElseThrow();
      assertThat(track.id()).isEqualTo(id);
      assertThat(track.verdict().genre()).isEqualTo(i % 7 == 0 ? "Jazz" : "Rock");
      StageResult.Scored scored = (StageResult.Scored) ledger.tracks().results(id).get(0);
      assertThat(scored.storedEmbedding().orElseThrow().toArray()).containsExactly(i + 1);
    }
    assertThat(changed).isBetween(songs / 5, songs / 2);
    assertThat(ledger.changes().since(Instant.EPOCH)).hasSize(songs / 4);
    assertThat(ledger.changes().since(Instant.EPOCH))
        .extracting(RecordedChange::track)
        .allSatisfy(track -> assertThat(ledger.tracks().verdict(track)).isPresent());
  }

  @Test
  void undoWorksOnceTheSongHasItsNewIdentity() throws Exception {
    home = new OrganizeFixture(root);
    List<Path> files = new ArrayList<>();
    Files.createDirectories(home.sorted.resolve("Rock"));
    try (FormerLedger old = new FormerLedger(root.resolve("var"))) {
      for (int i = 0; i < 5; i++) {
        Path file = home.sorted.resolve("Rock").resolve(i + ".mp3");
        Files.write(file, TagBytes.join(song(i), tags(i)));
        files.add(file);
        old.analysed(file, "Rock");
        old.sorted(home.inbox.resolve(i + ".mp3"), file);
      }
    }
    ledger = home.ledger();
    for (Path file : files.subList(0, 3)) {
      Path copy = home.inbox.resolve("copy of " + file.getFileName());
      arrive(List.of(Files.copy(file, copy)));
      classifyAll();
      assertThat(ledger.views().file(copy).orElseThrow().state()).isEqualTo(FileState.DUPLICATE);
      Files.delete(copy);
    }
    ledger.close();

    home.undo();

    assertThat(home.reports).hasSize(5).allMatch(line -> line.startsWith("move sorted/Rock/"));
    assertThat(OrganizeFixture.files(home.inbox)).hasSize(5);
    assertThat(OrganizeFixture.files(home.sorted)).isEmpty();
    ledger = home.ledger();
    arrive(OrganizeFixture.files(home.inbox));
    classifyAll();
    assertThat(engine.runs).isEmpty();
  }

  @Test
  void twoTracksThatAreTheSameSongAreMergedAndKeepTheCorrection() throws Exception {
    home = new OrganizeFixture(root);
    Path tagged = Files.write(home.inbox.resolve("a.mp3"), TagBytes.join(song(1), tags(0)));
    Path plain = Files.write(home.inbox.resolve("b.mp3"), song(1));
    try (FormerLedger old = new FormerLedger(root.resolve("var"))) {
      old.analysed(tagged, "Rock");
      old.corrected("Jazz");
      old.analysed(plain, "Rock");
      old.sorted(home.inbox.resolve("c.mp3"), plain);
    }
    ledger = home.ledger();
    TrackId former = id(tagged);
    TrackId id = id(plain);
    Files.setLastModifiedTime(tagged, FileTime.from(Instant.EPOCH));
    arrive(List.of(tagged));
    classifyAll();

    assertThat(engine.runs).isEmpty();
    assertThat(ledger.outbox().count()).isZero();
    assertThat(id(tagged)).isEqualTo(id);
    assertThat(ledger.tracks().verdict(id).orElseThrow().verdict().genre()).isEqualTo("Jazz");
    assertThat(ledger.tracks().verdict(id).orElseThrow().path()).isEqualTo(plain);
    assertThat(ledger.tracks().verdict(former)).isEqualTo(ledger.tracks().verdict(id));
    assertThat(ledger.views().track(former)).isEqualTo(ledger.views().track(id));
    assertThat(ledger.tracks().results(id)).hasSize(1);
    assertThat(ledger.views().history(HistoryFilter.decided(null, null, null), Long.MAX_VALUE, 9))
        .hasSize(1);
    assertThat(ledger.changes().since(Instant.EPOCH))
        .extracting(RecordedChange::track)
        .containsExactly(id);
  }

  @Test
  void aSongCanBeCorrectedByItsFormerIdentity() throws Exception {
    home = new OrganizeFixture(root);
    Path file = Files.write(home.inbox.resolve("a.mp3"), TagBytes.join(song(1), tags(0)));
    try (FormerLedger old = new FormerLedger(root.resolve("var"))) {
      old.analysed(file, "Rock");
    }
    ledger = home.ledger();
    TrackId former = id(file);
    Path renamed = Files.move(file, home.inbox.resolve("b.mp3"));
    arrive(List.of(renamed));
    classifyAll();

    assertThat(ledger.reviews().correct(former, "Jazz", Instant.EPOCH, List.of())).isTrue();
    assertThat(ledger.tracks().verdict(id(renamed)).orElseThrow().verdict().genre())
        .isEqualTo("Jazz");
    assertThat(SongFile.stat(renamed)).isEqualTo(ledger.views().file(renamed).orElseThrow().file());
  }
}
