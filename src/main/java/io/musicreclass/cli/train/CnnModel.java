package io.musicreclass.cli.train;

import io.musicreclass.cli.table.SongSpectrograms;
import io.musicreclass.cli.table.SongVectors;
import io.musicreclass.cli.terminal.Progress;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.Import;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.train.cnn.CnnTraining;
import io.musicreclass.train.cnn.NetworkTrainer;
import io.musicreclass.train.data.LabelledData;
import io.musicreclass.train.head.HeadOptions;
import io.musicreclass.train.head.HeadTraining;
import io.musicreclass.train.method.TrainingProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a genre CNN a model. Its random weights are imported first, into the folder of the
 * training: what the import refuses is refused before anything is computed, and the package's front
 * end makes the spectrograms. The model gets its name once it is trained.
 */
final class CnnModel {
  private static final String FOLDER = "training";

  /** Where native libraries are unpacked. */
  private static final String LIBRARIES = "libraries";

  private final Settings setup;
  private final LabelledData data;
  private final String name;
  private final long seed;
  private final PrintStream out;
  private final Path folder;
  private final List<LabelledData.Row> songs;
  private final List<String> genres;

  /** Reads the data set. */
  CnnModel(Settings setup, DataOptions named, String name, long seed, PrintStream out)
      throws ConvertException, IOException {
    if (setup.store().find(name).isPresent()) {
      throw new UsageError(
          "There is a model %s already: choose another --name, or remove it with reclass model remove; reclass train head --for %s trains another head for it"
              .formatted(name, name));
    }
    this.setup = setup;
    this.name = name;
    this.seed = seed;
    this.out = out;
    this.data = named.read(setup);
    this.songs = data.rows().stream().filter(row -> row.audio().isPresent()).toList();
    if (songs.isEmpty()) {
      throw new UsageError(
          "--data %s: there is no audio in %s, from which spectrograms are computed"
              .formatted(data.name(), data.place()));
    }
    this.genres = CnnTraining.genres(songs);
    this.folder = Files.createDirectories(setup.home().resolve(FOLDER).resolve(name));
  }

  /** Trains all of a network by a deep-learning library. */
  void train(NetworkTrainer trainer, int epochs) throws ConvertException, IOException {
    Path libraries = setup.home().resolve(FOLDER).resolve(LIBRARIES);
    try (NetworkTrainer.Session network = trainer.open(genres.size(), seed, libraries)) {
      Path start = folder.resolve("start.safetensors");
      CnnTraining.write(network, genres, start);
      ModelPackage untrained = imported(start);
      Files.delete(start);
      List<Path> files = songs.stream().map(CnnModel::audio).toList();
      try (SongSpectrograms spectrograms = SongSpectrograms.of(files, untrained, setup)) {
        List<LabelledData.Row> usable = usable(row -> spectrograms.has(audio(row)));
        CnnTraining training =
            training(
                new CnnTraining.Plan(trainer.network(), folder, epochs, seed),
                usable,
                song -> spectrograms.read(audio(usable.get(song))));
        CnnTraining.Trained trained = training.run(network);
        publish(imported(trained.weights()), Optional.of(trained.accuracy()), trained.training());
        training.forget();
      }
    }
  }

  private CnnTraining training(
      CnnTraining.Plan plan, List<LabelledData.Row> usable, CnnTraining.Source spectrograms) {
    try {
      return new CnnTraining(plan, usable, spectrograms, new EpochProgress(), out);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--data " + data.name() + ": " + e.getMessage());
    }
  }

  /** Trains the classifier of v2 on what its random encoder gives. */
  void trainV2() throws ConvertException, IOException {
    out.println(
        "The encoder of v2 keeps the random weights of seed %d: only its classifier is trained"
            .formatted(seed));
    Path start = folder.resolve("random-v2.safetensors");
    CnnTraining.writeV2(seed, genres, start);
    ModelPackage untrained = imported(start);
    Files.delete(start);
    HeadTarget target = HeadTarget.of(untrained);
    Map<Path, float[]> vectors =
        SongVectors.of(songs.stream().map(CnnModel::audio).toList(), target.models(), setup);
    List<LabelledData.Row> usable = usable(row -> vectors.containsKey(audio(row)));
    HeadFolder head =
        HeadTraining.run(
            data,
            usable,
            usable.stream().map(row -> vectors.get(audio(row))).toList(),
            List.of(),
            new HeadOptions(List.of("none"), Optional.empty(), true, 5, 1, Optional.empty()),
            HeadCommand.headName(target),
            Optional.of(target),
            seed,
            out);
    publish(
        head.replaceHead(target, Instant.now(), HeadCommand::verify),
        Optional.empty(),
        Map.of("network", "v2", "encoder", "random weights of seed " + seed + ", never trained"));
  }

  private List<LabelledData.Row> usable(Predicate<LabelledData.Row> analysed) {
    List<LabelledData.Row> usable = songs.stream().filter(analysed).toList();
    if (!CnnTraining.genres(usable).equals(genres)) {
      throw new UsageError(
          "--data "
              + data.name()
              + ": no song of some genres can be analysed; see above, and remove their folders");
    }
    return usable;
  }

  private static Path audio(LabelledData.Row row) {
    return row.audio().orElseThrow();
  }

  /** Imports weights into the folder of the training. */
  private ModelPackage imported(Path weights) throws ConvertException, IOException {
    Path models = Files.createDirectories(folder.resolve("package"));
    try (Engine engine = Engines.cpu(setup.threads());
        PrintStream quiet =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      return new Import(models, engine, Clock.systemUTC(), quiet)
          .encoder(
              Kind.GTZAN_CNN,
              weights,
              Import.EncoderOptions.DEFAULT,
              new Import.CommonOptions(
                  Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), false))
          .model();
    }
  }

  /** Copies a trained package to the models. */
  private void publish(
      ModelPackage trained, Optional<Card.Accuracy> accuracy, Map<String, Object> training)
      throws IOException {
    Card card = trained.card();
    ModelPackage model =
        ModelStore.<IOException>build(
            setup.models(),
            name,
            staged -> {
              for (String file : card.files().keySet()) {
                Files.copy(trained.folder().resolve(file), staged.resolve(file));
              }
              return card.with(head(card.head(), accuracy, training), Instant.now());
            },
            HeadCommand::verify);
    ModelStore.remove(trained);
    out.println("Written to " + model.folder());
    out.printf(
        "Now the model %s; it votes once reclass.stages names it, such as cnn:%s%n", name, name);
  }

  private Card.@Nullable Head head(
      Card.@Nullable Head head, Optional<Card.Accuracy> accuracy, Map<String, Object> training) {
    if (head == null) {
      return null;
    }
    List<Card.Accuracy> figures = new ArrayList<>(head.accuracy());
    accuracy.ifPresent(figures::add);
    Map<String, Object> all = new TreeMap<>(head.training());
    all.putAll(training);
    all.put("data", data.name());
    return new Card.Head(
        head.source(),
        head.columns(),
        head.inputs(),
        head.scaler(),
        head.genres(),
        head.taxonomy(),
        figures,
        all,
        head.golden());
  }

  /** The songs of each epoch, with the time left. */
  private static final class EpochProgress implements TrainingProgress {
    private @Nullable Progress progress;

    @Override
    public void report(int done, int of, String unit) {
      Progress now = progress;
      if (now == null) {
        now = new Progress(of);
        progress = now;
      }
      if (done < of) {
        now.show(done);
      } else {
        now.clear();
        progress = null;
      }
    }
  }
}
