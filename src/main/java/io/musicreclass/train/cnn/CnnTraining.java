package io.musicreclass.train.cnn;

import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.train.Evaluation;
import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.data.LabelledData;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.TrainingProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains a genre CNN from random weights. Every epoch takes ten seconds of each song, from another
 * place each time; validation and test take what the model takes later, 30 s. The epoch of the
 * least validation loss is kept, calibrated by a temperature and measured on the test songs. The
 * state after each epoch is on disk: the same training continues from there.
 */
public final class CnnTraining {
  /** Mel bands of a spectrogram. */
  public static final int BANDS = 128;

  /** Frames of a spectrogram: 30 s. */
  public static final int FRAMES = 1292;

  private static final int CROP = 432;

  /** Songs of a step. */
  static final int BATCH = 8;

  private static final long EPOCHS_OF_RANDOM = 1L << 32;

  private final Plan plan;
  private final LabelledSpectrograms songs;
  private final SongParts parts;
  private final TrainingProgress progress;
  private final PrintStream out;

  /**
   * What is trained, apart from the songs.
   *
   * @param network its name
   * @param folder of the state; exists
   * @param epochs at most
   */
  public record Plan(String network, Path folder, int epochs, long seed) {}

  /** Reads spectrograms. */
  @FunctionalInterface
  public interface Source {
    /** The whole spectrogram of a song in dB, band by band. */
    float[] read(int song) throws IOException;
  }

  /**
   * The result.
   *
   * @param weights a checkpoint with the genres, to be imported
   * @param accuracy on the test songs
   * @param training how it was trained, for the model's card
   */
  public record Trained(Path weights, Card.Accuracy accuracy, Map<String, Object> training) {
    public Trained {
      training = Map.copyOf(training);
    }
  }

  /**
   * A training.
   *
   * @param spectrograms of the songs, by their index
   * @throws IllegalArgumentException if there are too few artists
   */
  public CnnTraining(
      Plan plan,
      List<LabelledData.Row> songs,
      Source spectrograms,
      TrainingProgress progress,
      PrintStream out) {
    this.plan = plan;
    this.songs = new LabelledSpectrograms(songs, spectrograms);
    this.parts = SongParts.of(songs, plan.seed);
    this.progress = progress;
    this.out = out;
  }

  /** The genres of songs in alphabetical order. */
  public static List<String> genres(List<LabelledData.Row> songs) {
    return songs.stream().map(LabelledData.Row::genre).distinct().sorted().toList();
  }

  /** Writes a network's weights, without what its optimizer remembers, as a checkpoint. */
  public static void write(NetworkTrainer.Session network, List<String> genres, Path file)
      throws ConvertException, IOException {
    Map<String, Weights> weights = new TreeMap<>(network.state());
    weights.keySet().removeIf(name -> name.startsWith(NetworkTrainer.Session.OPTIMIZER));
    WeightFile.write(file, weights, Map.of("genres", genres));
  }

  /**
   * Writes the network of {@code train_gtzan_v2} as a checkpoint: the random weights that its
   * script never trains, and a classifier of zeros.
   */
  public static void writeV2(long seed, List<String> genres, Path file)
      throws ConvertException, IOException {
    WeightFile.write(file, RandomV2.weights(genres.size(), seed), Map.of("genres", genres));
  }

  /**
   * Trains a network, or continues to.
   *
   * @throws ConvertException if the folder has the state of another training
   * @throws IOException if a file cannot be read or written, or the training diverges
   */
  public Trained run(NetworkTrainer.Session network) throws ConvertException, IOException {
    TrainingState state = new TrainingState(plan.folder, identity(), songs.genres());
    EpochHistory history = state.resume(network);
    out.printf(
        "%d songs of %d genres: %d to fit, %d for validation, %d for the test, %s%n",
        songs.songs().size(),
        songs.genres().size(),
        parts.train().size(),
        parts.valid().size(),
        parts.test().size(),
        parts.origin());
    if (history.size() > 0) {
      out.printf("Continuing after epoch %d, whose state is in %s%n", history.size(), plan.folder);
    }
    while (history.size() < plan.epochs && !history.isOver()) {
      history.add(epoch(network, history));
      state.save(network, history);
      report(history);
    }
    state.restoreBest(network);
    return finish(network, history);
  }

  private Epoch epoch(NetworkTrainer.Session network, EpochHistory history)
      throws ConvertException, IOException {
    long start = System.nanoTime();
    int number = history.size() + 1;
    SplitMix64 random = SplitMix64.of(plan.seed, EPOCHS_OF_RANDOM + number);
    network.startEpoch(plan.seed + number);
    List<Integer> train = parts.train();
    int[] order = random.permutation(train.size());
    float[] weights = songs.classWeights(train);
    double loss = 0;
    for (int done = 0; done < order.length; done += BATCH) {
      progress.report(done, order.length, "song");
      SongBatch batch = songs.batch(CROP);
      for (int i = done; i < Math.min(order.length, done + BATCH); i++) {
        int song = train.get(order[i]);
        batch.add(song, (int) (random.uniform() * (FRAMES - CROP + 1)));
      }
      int[] labels = songs.labels(batch.songs());
      float[] of = new float[labels.length];
      for (int i = 0; i < of.length; i++) {
        of[i] = weights[labels[i]];
      }
      double one = network.step(batch.values(), labels, of, history.rate());
      if (!Double.isFinite(one)) {
        throw new IOException(
            "The training diverged in epoch %d: its loss is not a number. Remove %s and try another --seed"
                .formatted(number, plan.folder));
      }
      loss += one * labels.length;
    }
    progress.report(order.length, order.length, "song");
    double[][] logits = songs.logits(network, parts.valid());
    return new Epoch(
        number,
        loss / order.length,
        songs.loss(logits, parts.valid(), weights),
        songs.evaluation(logits, parts.valid()).accuracy(),
        (System.nanoTime() - start) / 1e9);
  }

  private void report(EpochHistory history) {
    Epoch epoch = history.epochs().get(history.size() - 1);
    long left = Math.round(history.secondsPerEpoch() * (plan.epochs - history.size()) / 60);
    out.printf(
        Locale.ROOT,
        "epoch %d of at most %d: training loss %.4f, validation loss %.4f, accuracy %.1f %%, %.0f s, at most %d h %d min left%n",
        epoch.number(),
        plan.epochs,
        epoch.trainLoss(),
        epoch.validLoss(),
        100 * epoch.validAccuracy(),
        epoch.seconds(),
        left / 60,
        left % 60);
  }

  private Trained finish(NetworkTrainer.Session network, EpochHistory history)
      throws ConvertException, IOException {
    double temperature =
        Logits.temperature(songs.logits(network, parts.valid()), songs.labels(parts.valid()));
    network.soften(temperature);
    Evaluation test = songs.evaluation(songs.logits(network, parts.test()), parts.test());
    Card.Accuracy accuracy =
        test.accuracy(
            "%d songs fitted, %d to stop early, measured on %d others, %s"
                .formatted(
                    parts.train().size(),
                    parts.valid().size(),
                    parts.test().size(),
                    parts.origin()));
    out.println("Best epoch " + history.best() + ": " + Evaluation.text(accuracy));
    test.table(songs.genres()).lines().forEach(out::println);
    Path file = plan.folder.resolve("weights.safetensors");
    write(network, songs.genres(), file);
    Map<String, Object> training = new TreeMap<>();
    training.put("network", plan.network);
    training.put("method", "from random weights, Adam, class weights, early stopping");
    training.put("seed", plan.seed);
    training.put("best_epoch", history.best());
    training.put("temperature", temperature);
    training.put("epochs", history.lines());
    training.put("epoch_columns", EpochHistory.HEADER);
    return new Trained(file, accuracy, training);
  }

  /** Everything on which the result depends. */
  private List<String> identity() {
    List<String> identity = new ArrayList<>(List.of(plan.network, "seed " + plan.seed));
    for (LabelledData.Row song : songs.songs()) {
      identity.add(song.genre() + "\t" + song.group() + "\t" + song.part() + "\t" + song.name());
    }
    return identity;
  }

  /** Removes the state, once the model is made. */
  public void forget() throws IOException {
    for (String file : List.of("checkpoint.safetensors", "best.safetensors")) {
      Files.deleteIfExists(plan.folder.resolve(file));
    }
  }
}
