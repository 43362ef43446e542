package io.musicreclass.train.mine;

import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.config.Settings;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Features;
import io.musicreclass.train.Evaluation;
import io.musicreclass.train.Logits;
import io.musicreclass.vote.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A head that was fitted, as a package that can be tried out and installed. */
final class NewHead {
  /** The model on the 518 features, which have no encoder to give a head to. */
  private static final String NAME = "mine";

  /** In the card, the command that made the head. */
  private static final String COMMAND = "train";

  private static final String LICENCE = "As the songs and labels it was trained on";

  private final Candidate candidate;
  private final HeadFolder folder;
  private final Settings setup;
  private final Instant now;

  /**
   * A head.
   *
   * @param from where songs and genres come from
   */
  NewHead(HeadChoice.Chosen chosen, MineData data, String from, Settings setup, Instant now)
      throws IOException {
    this.candidate = chosen.tried().candidate();
    this.setup = setup;
    this.now = now;
    this.folder =
        HeadFolder.of(
            name() + "-head",
            LICENCE,
            List.of(),
            inputs(),
            card(chosen, data, from),
            chosen.head().toOnnx(chosen.temperature()));
  }

  /** Whether a card is of a model that {@link #features} has described. */
  static boolean isModel(Card card) {
    return card.kind() == Kind.HEAD
        && card.head() != null
        && NAME.equals(card.head().training().get(COMMAND));
  }

  /** The model that gets the head. */
  String name() {
    return candidate.target().map(target -> target.voting().card().name()).orElse(NAME);
  }

  private List<HeadFolder.Input> inputs() {
    return candidate
        .target()
        .map(target -> target.described(candidate.width()))
        .orElse(
            List.of(new HeadFolder.Input(HeadInput.FEATURES, "embedding", Features.COUNT, null)));
  }

  private Card.Head card(HeadChoice.Chosen chosen, MineData data, String from) {
    int[] training = data.training();
    Map<String, Object> recipe = new TreeMap<>(chosen.head().describe());
    recipe.put(COMMAND, NAME);
    recipe.put("data", from);
    recipe.put("rows", training.length);
    recipe.put("groups", data.artistCount(training));
    recipe.put("temperature", chosen.temperature());
    recipe.put("chosen_by", "least log loss after calibration, cross-validation over artists");
    Evaluation alone = new Evaluation(data.genres().size());
    for (int row : data.heldOut()) {
      double[] logits = chosen.head().logits(candidate.raw(row));
      alone.add(data.label(row), Logits.softmax(logits, chosen.temperature()));
    }
    double[] row = candidate.raw(training[0]);
    double[] logits = chosen.head().logits(row);
    return new Card.Head(
        null,
        candidate.target().isPresent() ? List.of() : Features.NAMES,
        chosen.head().scaler().orElse(null),
        data.genres(),
        Vocabulary.taxonomy(data.genres()).orElse(null),
        List.of(
            alone.accuracy(
                training.length
                    + " songs to "
                    + data.heldOut().length
                    + " songs of held-out artists, this head alone")),
        recipe,
        new Card.Golden(
            Arrays.stream(row).boxed().toList(),
            Arrays.stream(logits).map(z -> z / chosen.temperature()).boxed().toList()));
  }

  /** Writes the package where it can be tried out. */
  void stage(Path root) throws IOException {
    var unused = write(root);
  }

  /** Makes it the head of its model; the former head is kept. */
  ModelPackage adopt() throws IOException {
    Path root =
        candidate
            .target()
            .map(target -> target.voting().folder().toAbsolutePath().getParent())
            .orElse(setup.models());
    return write(root);
  }

  private ModelPackage write(Path root) throws IOException {
    if (candidate.target().isPresent()) {
      // the models may have been replaced while the head was fitted
      HeadTarget target = new NamedModels(setup).target(candidate.target().get().name());
      return folder.withHead(root, target, now, NewHead::verify);
    }
    return ModelStore.write(
        root, features(), Map.of(ModelPackage.HEAD, folder.onnx()), NewHead::verify);
  }

  private Card features() {
    Card analysed = candidate.sources().get(0).model().card();
    return new Card(
        1,
        NAME,
        Kind.HEAD,
        Kind.HEAD.stage().orElse(null),
        false,
        LICENCE,
        null,
        now,
        analysed.sampleRate(),
        analysed.excerpt(),
        analysed.frontEnd(),
        null,
        folder.description().head(),
        Map.of());
  }

  private static void verify(ModelPackage staged) throws IOException {
    try (Engine engine = Engines.cpu(1);
        Head head = Head.load(staged, engine)) {
      Optional<String> wrong = head.verify();
      if (wrong.isPresent()) {
        throw new IOException(wrong.get());
      }
    }
  }
}
