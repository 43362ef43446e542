package io.musicreclass.organize;

import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An installation whose songs have verdicts, without models, for applying and undoing changes. */
public final class OrganizeFixture {
  private static final List<MusicTag> TAGS =
      List.of(
          new MusicTag("jazz", MusicTag.Kind.STYLE, 0.6),
          new MusicTag("House", MusicTag.Kind.STYLE, 0.4),
          new MusicTag("Swing", MusicTag.Kind.STYLE, 0.21),
          new MusicTag("Salsa", MusicTag.Kind.STYLE, 0.19),
          new MusicTag("happy", MusicTag.Kind.MOOD, 0.3));

  final Path root;
  public final Path inbox;
  public final Path sorted;

  /** The reported changes, a line each: action, file, target, and the note after a colon. */
  public final List<String> reports = new ArrayList<>();

  /** Runs before each report. */
  public Runnable onReport = () -> {};

  public OrganizeFixture(Path root) throws IOException {
    this.root = root.toRealPath();
    this.inbox = Files.createDirectories(this.root.resolve("inbox"));
    this.sorted = this.root.resolve("sorted");
  }

  /** Settings: pairs of a key below {@code reclass.after} and its value. */
  Settings setup(String... after) {
    TestStages testStages = new TestStages(root);
    for (int i = 0; i < after.length; i += 2) {
      testStages.set("reclass.after." + after[i], after[i + 1]);
    }
    return testStages.settings();
  }

  public Ledger ledger() {
    return Ledger.open(root.resolve("var"));
  }

  /**
   * Gives every song of the inbox a genre by its file's name: {@code Jazz}, or with a confidence
   * {@code Jazz 45}, in percent; sure from 60.
   */
  public void decide(Ledger ledger, Function<String, String> genre) throws IOException {
    arrive(ledger);
    while (decideNext(ledger, genre)) {
      // one job at a time
    }
  }

  /** Queues the files of the inbox. */
  void arrive(Ledger ledger) throws IOException {
    ledger
        .queue()
        .arriveAll(files(inbox).stream().map(OrganizeFixture::stat).toList(), Origin.INBOX);
  }

  /** Gives the next queued song its genre; false if the queue is empty. */
  static boolean decideNext(Ledger ledger, Function<String, String> genre) {
    Optional<Job> job = ledger.queue().claim();
    job.ifPresent(next -> decide(ledger, next, genre.apply(next.path().getFileName().toString())));
    return job.isPresent();
  }

  private static void decide(Ledger ledger, Job job, String genre) {
    Decoded.Audio song = (Decoded.Audio) Decoder.open(job.path());
    ledger
        .tracks()
        .identify(
            job,
            song.id(),
            song.seconds(),
            song.codec(),
            song.sampleRate(),
            song.channels(),
            song.tags());
    ledger
        .completion()
        .decide(
            job,
            new ClassifiedTrack(
                song.id(), job.path(), job.origin(), verdict(genre), 1, 1, 1, Instant.now()),
            List.of());
  }

  private static Verdict.Decided verdict(String written) {
    String[] parts = written.split(" ", -1);
    double confidence = parts.length == 1 ? 0.8 : Integer.parseInt(parts[1]) / 100.0;
    return new Verdict.Decided(
        parts[0],
        confidence,
        confidence >= 0.6,
        1,
        "top1",
        Map.of(parts[0], confidence),
        List.of(
            new Verdict.Vote("a", "m", parts[0], confidence, 1, 1, Map.of(), null, false, TAGS)));
  }

  /** Gives a song another verdict, as a re-vote does. */
  static void revote(Ledger ledger, TrackId id, String genre) {
    StandingVerdict before =
        ledger.reviews().page(0, 1000).stream()
            .filter(standing -> standing.voteDetails().id().equals(id))
            .findFirst()
            .orElseThrow();
    ClassifiedTrack earlier = before.voteDetails();
    ClassifiedTrack now =
        new ClassifiedTrack(
            id, earlier.path(), Origin.REVOTE, verdict(genre), 1, 1, 1, Instant.now());
    ledger.reviews().revise(List.of(new RevisedVerdict(before, now, List.of(), List.of())));
  }

  /** Applies settings to all songs of the inbox. */
  public long apply(String... after) throws IOException {
    try (Ledger ledger = ledger()) {
      return new OrganizeTask(setup(after), ledger, false, false, this::report).run();
    }
  }

  /** Reports what applying would change. */
  void plan(String... after) {
    try (Ledger ledger = ledger()) {
      new OrganizeTask(setup(after), ledger, false, false, this::report).plan();
    }
  }

  /** Undoes all changes. */
  public void undo() throws IOException {
    try (Ledger ledger = ledger()) {
      new UndoTask(setup(), ledger, this::report).run(changes -> changes.since(Instant.EPOCH));
    }
  }

  /** Writes a short song; songs with the same number have the same audio. */
  static Path flac(Path file, int number, Map<String, String> tags) {
    float[] samples = TestAudio.tones(8000, 1, 0.3);
    samples[100] = number / 100f;
    return TestAudio.write(file, "flac", "flac", 8000, 1, samples, tags);
  }

  /** Regular files below a folder, including hidden ones, sorted. */
  public static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  public static TrackId id(Path file) {
    return ((Decoded.Audio) Decoder.open(file)).id();
  }

  public static SongFile stat(Path file) {
    try {
      return SongFile.stat(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name(Path path) {
    return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
  }

  private boolean report(FileChange change) {
    onReport.run();
    Path target = change.target();
    reports.add(
        change.action()
            + " "
            + name(change.file())
            + (target == null ? "" : " " + name(target))
            + (change.note().isEmpty() ? "" : ": " + change.note()));
    return true;
  }
}
