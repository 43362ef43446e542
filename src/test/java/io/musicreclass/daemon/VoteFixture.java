package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.revote.Revote;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.GenreMap;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import io.musicreclass.vote.VotingStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three stages and songs with stored results, drawn from a seeded generator: for re-votes, which
 * need no audio.
 */
public final class VoteFixture {
  public static final GenreSet GENRES = GenreSet.of(List.of("Blues", "Hip-Hop", "Jazz", "Rock"));
  public static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  private static final VotingStage IDENTITY = VotingStage.of(GenreMap.identity(GENRES));
  private static final List<String> STAGES = List.of("fma", "mert", "jmla");

  public final ScriptedEngine engine = new ScriptedEngine();
  private final Path folder;
  private final TestStages testStages;
  private int width = GENRES.size();

  /** Retries for tests in which no disk fails. */
  public static FileRetries retries(Ledger ledger) {
    return new FileRetries(
        ledger,
        new Problems().source(),
        Duration.ofSeconds(30),
        () -> {},
        Duration.ZERO,
        Clock.systemUTC());
  }

  public VoteFixture(Path folder) throws IOException {
    this(folder, GENRES.names());
  }

  /**
   * @param firstHead the genres of the first stage's head, in this order
   */
  public VoteFixture(Path folder, List<String> firstHead) throws IOException {
    this.folder = folder;
    testStages = new TestStages(Files.createDirectories(folder));
    for (String stage : STAGES) {
      var unused =
          testStages.encoder(stage, stage + "-x", stage.equals("fma") ? firstHead : GENRES.names());
      var unusedToo = engine.answers(stage + "-x", 0.25, 0.25, 0.25, 0.25);
    }
  }

  public VoteFixture set(String key, String value) {
    var unused = testStages.set(key, value);
    return this;
  }

  /** Sets the width of the stored embeddings, by default the number of genres. */
  public VoteFixture embeddingWidth(int width) {
    this.width = width;
    return this;
  }

  public Path home() {
    return testStages.settings().home();
  }

  public VoteRules rules() {
    return VoteRules.of(testStages.settings().vote(), false);
  }

  public StageRunner stageRunner() {
    return testStages.stageRunner(engine);
  }

  public static Revote revote(Ledger ledger, StageRunner stageRunner) {
    Clock clock = Clock.systemUTC();
    return new Revote(
        ledger,
        stageRunner,
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock),
        clock);
  }

  public static TrackId id(int number) {
    return new TrackId("sha256:" + String.format("%064x", number));
  }

  /** The models of the stages, in order. */
  public List<StageModel> stageModels() {
    return ModelSelection.of(testStages.settings()).stages();
  }

  /** The results of all three stages for a song. */
  public static List<StageResult.Scored> results(List<StageModel> stageModels, int number) {
    SplittableRandom random = new SplittableRandom(number);
    List<StageResult.Scored> results = new ArrayList<>();
    for (StageModel stageModel : stageModels) {
      ModelPackage model = stageModel.model();
      float[] logits = new float[GENRES.size()];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (12 * random.nextDouble());
      }
      results.add(
          new StageResult.Scored(
              stageModel.stage(),
              model.card().name(),
              model.encoderHash(),
              model.headHash(),
              Scores.softmax(GENRES, logits),
              Embedding.of(logits),
              7));
    }
    return results;
  }

  /** The verdict that these rules give for these results. */
  public static Verdict.Decided vote(List<? extends StageResult> scored, VoteRules rules) {
    List<StageResult> results = List.copyOf(scored);
    Voting voting = new Voting(rules, GENRES, Collections.nCopies(results.size(), IDENTITY));
    List<StageResult> needed = results.subList(0, voting.endsAt(results));
    return (Verdict.Decided) voting.verdict(needed).orElseThrow();
  }

  /**
   * Fills the ledger with songs that were classified by the current rules. Every tenth song has an
   * existing file.
   *
   * @param all whether every song has results of all stages, however clear the vote was
   */
  public void storeSongs(int songs, boolean all) throws IOException {
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    VoteRules rules = rules();
    List<StageModel> stageModels = stageModels();
    Synthetic.write(
        home(), IntStream.range(0, songs).mapToObj(i -> song(inbox, i, stageModels, rules, all)));
  }

  private Synthetic.Song song(
      Path inbox, int number, List<StageModel> stageModels, VoteRules rules, boolean all) {
    SongFile file = file(inbox.resolve(number + ".mp3"), number);
    List<StageResult.Scored> results = results(stageModels, number);
    Verdict.Decided verdict = vote(results, rules);
    return new Synthetic.Song(
        file,
        results.subList(0, all ? 3 : verdict.stage()).stream().map(this::widened).toList(),
        new ClassifiedTrack(id(number), file.path(), Origin.INBOX, verdict, 200, 5, 50, AT));
  }

  private static SongFile file(Path path, int number) {
    try {
      return number % 10 == 0
          ? SongFile.stat(Files.createFile(path))
          : new SongFile(path, number, 1, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StageResult.Scored widened(StageResult.Scored result) {
    float[] embedding = Arrays.copyOf(result.storedEmbedding().orElseThrow().toArray(), width);
    return new StageResult.Scored(
        result.stage(),
        result.model(),
        result.encoder(),
        result.head(),
        result.scores(),
        Embedding.of(embedding),
        result.ms());
  }

  public static List<StandingVerdict> all(Ledger ledger) {
    return ledger.reviews().page(0, Integer.MAX_VALUE);
  }

  public static Map<TrackId, Verdict.Decided> verdicts(Ledger ledger) {
    return all(ledger).stream()
        .collect(Collectors.toMap(s -> s.voteDetails().id(), s -> s.voteDetails().voted()));
  }

  public static List<OutboxMessage> messages(Ledger ledger, String topic) {
    return ledger.outbox().pending("mqtt", 0, Integer.MAX_VALUE).stream()
        .map(row -> row.message())
        .filter(message -> message.topic().equals(topic))
        .toList();
  }
}
