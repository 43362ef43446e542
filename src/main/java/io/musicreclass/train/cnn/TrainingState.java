package io.musicreclass.train.cnn;

import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a training has on disk, so that it continues where it was stopped. */
final class TrainingState {
  private static final String RUN = "run";
  private static final String EPOCHS = "epochs";

  private final Path folder;
  private final List<String> run;
  private final List<String> genres;

  /**
   * The state of a run.
   *
   * @param run identifies it: everything on which its result depends
   */
  TrainingState(Path folder, List<String> run, List<String> genres) {
    this.folder = folder;
    this.run = run;
    this.genres = genres;
  }

  private Path last() {
    return folder.resolve("checkpoint.safetensors");
  }

  /** The weights of the best epoch. */
  Path best() {
    return folder.resolve("best.safetensors");
  }

  /** Saves the state after an epoch. */
  void save(NetworkTrainer.Session network, EpochHistory history)
      throws ConvertException, IOException {
    Map<String, Weights> state = network.state();
    Map<String, List<String>> about = Map.of(RUN, run, EPOCHS, history.lines(), "genres", genres);
    if (history.best() == history.size()) {
      Map<String, Weights> weights = new LinkedHashMap<>(state);
      weights.keySet().removeIf(name -> name.startsWith(NetworkTrainer.Session.OPTIMIZER));
      WeightFile.write(best(), weights, about);
    }
    WeightFile.write(last(), state, about);
    StringBuilder csv = new StringBuilder(EpochHistory.HEADER).append('\n');
    history.lines().forEach(line -> csv.append(line).append('\n'));
    Files.writeString(folder.resolve("epochs.csv"), csv);
  }

  /**
   * Restores the state after the last epoch; without one there are no epochs yet.
   *
   * @throws ConvertException if the folder has the state of another run, or a damaged one
   */
  EpochHistory resume(NetworkTrainer.Session network) throws ConvertException {
    if (!Files.exists(last())) {
      return new EpochHistory();
    }
    try (Checkpoint checkpoint = Checkpoint.open(last())) {
      if (!checkpoint.texts(RUN).orElse(List.of()).equals(run)) {
        throw ConvertException.ofOption(
            last(),
            "is of another training: of other songs, or with another seed",
            "Remove its folder to begin anew, or choose another --name");
      }
      network.restore(weights(checkpoint));
      return EpochHistory.parse(checkpoint.texts(EPOCHS).orElse(List.of()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw ConvertException.of(
          last(), "is damaged (" + e.getMessage() + ")", "Remove its folder to begin anew", e);
    }
  }

  /** Restores the weights of the best epoch. */
  void restoreBest(NetworkTrainer.Session network) throws ConvertException {
    try (Checkpoint checkpoint = Checkpoint.open(best())) {
      network.restore(weights(checkpoint));
    }
  }

  private static Map<String, Weights> weights(Checkpoint checkpoint) {
    Map<String, Weights> weights = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> tensor : checkpoint.tensors().entrySet()) {
      weights.put(tensor.getKey(), Params.plain(tensor.getValue()));
    }
    return weights;
  }
}
