package io.musicreclass.train.mine;

import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.evaluate.HeadComparison;
import io.musicreclass.evaluate.VoteEvaluation;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.Disk;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.revote.ModelTrial;
import io.musicreclass.train.data.LabelledData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a head for one's own genres, and makes it the head of a model if the vote with it is
 * better than the present one on songs of held-out artists by more than chance.
 */
public final class MineTraining {
  /** The data set of the songs that people have corrected. */
  public static final String CORRECTIONS = "corrections";

  /** The data set of the classified songs with their own tags. */
  public static final String LIBRARY = "library";

  private static final String FOLDERS = "folders";

  /** Of the songs' genres by the present vote, a head from corrections must know this share. */
  private static final double KNOWN = 0.9;

  /** Is told how far a training is, and ends it. */
  public interface Progress {
    /**
     * A step goes on.
     *
     * @param step what is done now, for people
     */
    void at(String step, int done, int of);

    /** Called often, by any thread; may throw to end the training. */
    void check();
  }

  /**
   * What a head is trained from.
   *
   * @param from {@link #LIBRARY}, {@link #CORRECTIONS}, or a folder with a subfolder for each genre
   * @param genreTags file of lines {@code genre = tag, tag...}, for the library
   * @param fewest genres with fewer songs are left out
   */
  public record Request(String from, Optional<Path> genreTags, int fewest) {
    private LabelledData.Request data(Path home) {
      boolean stored = from.equals(LIBRARY) || from.equals(CORRECTIONS);
      return new LabelledData.Request(
          stored ? from : FOLDERS,
          stored ? Optional.empty() : Optional.of(Path.of(from)),
          genreTags,
          "",
          fewest,
          home);
    }
  }

  /**
   * How it ended.
   *
   * @param adopted whether the head was adopted; otherwise everything is as before
   * @param model that got the head, or would have
   * @param text what was done and why
   */
  public record Outcome(boolean adopted, String model, String text, VoteEvaluation.Report report) {}

  private final Request request;
  private final Settings setup;
  private final int threads;
  private final Progress progress;

  private MineTraining(Request request, Settings setup, int threads, Progress progress) {
    this.request = request;
    this.setup = setup;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Trains, compares and adopts.
   *
   * @param threads that may work at the same time
   * @throws ConvertException if there are too few songs; says which are wanted
   * @throws IOException if a package cannot be read or written
   */
  public static Outcome run(Request request, Settings setup, int threads, Progress progress)
      throws ConvertException, IOException {
    try (Ledger ledger = Ledger.read(setup.home())) {
      return new MineTraining(request, setup, threads, progress).run(ledger);
    }
  }

  private Outcome run(Ledger ledger) throws ConvertException, IOException {
    progress.at("reading labels", 0, 1);
    LabelledData labels = LabelledData.read(request.data(setup.home()));
    List<String> notes = new ArrayList<>(labels.notes());
    if (request.from().equals(CORRECTIONS)) {
      notes.add(
          "songs are corrected mostly where the vote was wrong, so the comparison favours the head");
    }
    MineData data = new MineReader(labels, setup, ledger, progress, notes).read();
    HeadChoice choice = new HeadChoice(data, threads, progress);
    HeadChoice.Chosen chosen = choice.run(Candidate.all(data.sources(), new NamedModels(setup)));
    NewHead head = new NewHead(chosen, data, request.from(), setup, Clock.systemUTC().instant());
    HeldOutVotes votes = new HeldOutVotes(data);
    Path trial = trialFolder();
    try (Engine engine = Engines.cpu(1)) {
      head.stage(trial);
      HeadComparison.Changes changes;
      try (ModelTrial both = new ModelTrial(ledger, setup, setup.trying(trial), engine)) {
        both.problems().forEach(problem -> notes.add("with the head: " + problem));
        changes = votes.run(both, progress, ledger.reviews().count());
      }
      return outcome(data, choice, chosen, head, votes, changes, notes);
    } catch (IllegalStateException e) { // of the vote with the new head
      throw ConvertException.of(
          labels.place(),
          "gives a head that cannot vote: " + e.getMessage(),
          "Name your genres' file with reclass.genres, or map them with reclass.genre-map",
          e);
    } finally {
      Disk.remove(trial);
    }
  }

  /** A hidden folder beside the packages, whose files can be linked there. */
  private Path trialFolder() throws IOException {
    Files.createDirectories(setup.models());
    Path folder = setup.models().resolve(".trial");
    Disk.remove(folder); // of a training that was killed
    return Files.createDirectory(folder);
  }

  private Outcome outcome(
      MineData data,
      HeadChoice choice,
      HeadChoice.Chosen chosen,
      NewHead head,
      HeldOutVotes votes,
      HeadComparison.Changes changes,
      List<String> notes)
      throws IOException {
    HeadComparison comparison =
        new HeadComparison(
            new HeadComparison.NewHead(
                request.from(),
                head.name(),
                chosen.tried().candidate().name(),
                chosen.tried().methodName(),
                data.training().length,
                data.artistCount(data.training())),
            data.genres(),
            choice.tried().stream()
                .map(
                    one ->
                        new HeadComparison.Tried(
                            one.candidate().name(), one.methodName(), one.loss(), one.accuracy()))
                .toList(),
            votes.songs());
    Optional<String> refusal = refusal(comparison, changes);
    progress.check();
    if (refusal.isEmpty()) {
      var unused = head.adopt();
    }
    String text =
        refusal
            .map(why -> "Nothing was changed: " + why)
            .orElse("Now the head of " + head.name() + ": " + comparison.difference());
    return new Outcome(
        refusal.isEmpty(),
        head.name(),
        text,
        comparison.report(refusal.isEmpty(), text, notes, changes));
  }

  /** Whether a package is a model of its own that such a training has made. */
  public static boolean hasMade(ModelPackage model) {
    return NewHead.isModel(model.card());
  }

  private Optional<String> refusal(HeadComparison comparison, HeadComparison.Changes changes) {
    if (!comparison.isBetter()) {
      return Optional.of(
          "the vote with the new head is not better by more than chance: "
              + comparison.difference());
    }
    if (request.from().equals(CORRECTIONS) && changes.unknown() > (1 - KNOWN) * changes.tracks()) {
      return Optional.of(
          "%d of %d songs have a genre that the new head does not know, because nobody has corrected a song to it: correct or confirm songs of the other genres, too"
              .formatted(changes.unknown(), changes.tracks()));
    }
    return Optional.empty();
  }
}
