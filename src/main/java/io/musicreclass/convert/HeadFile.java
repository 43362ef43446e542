package io.musicreclass.convert;

import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A checkpoint that contains a head, with the head's genres and scaler. */
final class HeadFile implements PackageHead, AutoCloseable {
  private static final long SEED = 518;

  /**
   * The layers written by the classifier training scripts (SPEC section 4), which save nothing
   * else.
   */
  private static final Set<String> SCRIPTED =
      Set.of("fc.0.weight", "fc.0.bias", "fc.3.weight", "fc.3.bias", "fc.6.weight", "fc.6.bias");

  private final Checkpoint checkpoint;
  private final Kind kind;
  private final CheckpointHead head;
  private final HeadGenres genres;
  private final Optional<Card.Scaler> scaler;

  private HeadFile(Checkpoint checkpoint, Kind kind, Optional<Path> genres, Optional<Path> scaler)
      throws ConvertException {
    this.checkpoint = checkpoint;
    this.kind = kind;
    this.head = CheckpointHead.of(checkpoint);
    this.genres = HeadGenres.of(checkpoint, scripted(), head.outputs(), kind, genres);
    this.scaler = HeadScaler.of(checkpoint, head.inputs(), scaler);
  }

  /**
   * Number of values of an encoder's output that a head takes: those of the embedding, or where the
   * head's inputs are as many, those of the classes' scores or all.
   *
   * @param averaged whether the averaged copy (EMA) of its weights is used
   * @param width of the embedding
   * @throws ConvertException if the file has no head
   */
  static int inputs(Path file, boolean averaged, int width, Optional<Card.Classes> classes)
      throws ConvertException {
    if (classes.isEmpty()) {
      return width;
    }
    int inputs = inputs(file, averaged);
    int scores = classes.get().size();
    return inputs == scores || inputs == width + scores ? inputs : width;
  }

  /**
   * Number of values that a head takes.
   *
   * @throws ConvertException if the file has no head
   */
  static int inputs(Path file, boolean averaged) throws ConvertException {
    try (Checkpoint checkpoint = Checkpoint.open(file, averaged)) {
      return CheckpointHead.of(checkpoint).inputs();
    }
  }

  /**
   * Opens a head's checkpoint.
   *
   * @param averaged whether the averaged copy (EMA) of its weights is used
   * @param kind of the package it is for
   * @param width of its input
   * @param giver of that input, for people
   * @param genres the user's list, which overrides the file's own
   * @param scaler the user's, which overrides the file's own
   * @throws ConvertException if it has no head, or one for other inputs, or does not tell all
   */
  static HeadFile open(
      Path file,
      boolean averaged,
      Kind kind,
      int width,
      String giver,
      Optional<Path> genres,
      Optional<Path> scaler)
      throws ConvertException {
    Checkpoint checkpoint = Checkpoint.open(file, averaged);
    try {
      int inputs = CheckpointHead.of(checkpoint).inputs();
      if (inputs != width) {
        throw HeadMismatch.of(file, inputs, kind, giver, width);
      }
      HeadFile head = new HeadFile(checkpoint, kind, genres, scaler);
      if (kind == Kind.HEAD) {
        head.needScaler();
      }
      return head;
    } catch (ConvertException | RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** Refuses a head on features without a scaler. */
  void needScaler() throws ConvertException {
    HeadScaler.needed(scaler, checkpoint.file());
  }

  private boolean scripted() {
    return checkpoint.tensors().keySet().equals(SCRIPTED);
  }

  @Override
  public boolean isIn(Path file) {
    return checkpoint.file().equals(file);
  }

  @Override
  public String found() {
    return checkpoint.file().getFileName()
        + ", layers "
        + head.widths()
        + (scaler.isPresent() ? ", with its scaler" : "")
        + ", genres "
        + String.join(", ", genres.names())
        + " ("
        + genres.origin()
        + ")";
  }

  /** What else its file contains, for people. */
  List<String> notes() {
    return CheckpointNotes.of(checkpoint);
  }

  @Override
  public Optional<String> doubt() {
    return kind == Kind.JMLA && scripted()
        ? Optional.of(
            checkpoint.file().getFileName()
                + " is from the old JMLA training script, which trained it on padded mel means, not"
                + " on OpenJMLA's output: retrain it. Its weight in the vote is unchanged")
        : Optional.empty();
  }

  @Override
  public Card.Head card(boolean own) throws ConvertException, IOException {
    Map<String, Object> training = new TreeMap<>();
    for (String figure : List.of("accuracy", "epoch")) {
      checkpoint.number(figure).stream()
          .filter(Double::isFinite)
          .forEach(value -> training.put(figure + "_as_saved", value));
    }
    return new Card.Head(
        own ? null : Card.Source.of(checkpoint.file()),
        kind == Kind.HEAD ? Features.NAMES : List.of(),
        scaler.orElse(null),
        genres.names(),
        List.of(),
        training,
        golden());
  }

  /** A golden input in the range of its scaler, and the expected logits. */
  private Card.Golden golden() throws ConvertException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Double> input = new ArrayList<>();
    double[] scaled = new double[head.inputs()];
    for (int i = 0; i < scaled.length; i++) {
      double noise = random.nextInt(-(1 << 15), 1 << 15) * 0x1p-15;
      int at = i;
      input.add(scaler.map(s -> s.mean().get(at) + noise * s.scale().get(at)).orElse(noise));
      scaled[i] = noise;
    }
    return new Card.Golden(input, Arrays.stream(head.logits(scaled)).boxed().toList());
  }

  @Override
  public void write(Path folder) throws ConvertException, IOException {
    Files.write(folder.resolve(ModelPackage.HEAD), head.toOnnx());
  }

  @Override
  public void close() {
    checkpoint.close();
  }
}
