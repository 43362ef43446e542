package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.EncoderCheck;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Network;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes model packages, and runs their networks before a package gets its name. */
final class ModelPackageWriter {
  /** What belongs to the head of a package. */
  private static final Set<String> HEAD_FILES = Set.of(ModelPackage.HEAD, DefaultHead.LABELS);

  /** Largest relative error of half precision, about a cosine of 0.999. */
  private static final double LARGEST_LOSS = 0.04;

  private final Path models;
  private final Engine engine;
  private final PrintStream out;

  ModelPackageWriter(Path models, Engine engine, PrintStream out) {
    this.models = models;
    this.engine = engine;
    this.out = out;
  }

  /**
   * Returns the name if a package of this kind may use it.
   *
   * @throws IllegalArgumentException if it would replace a package of another kind
   */
  String free(String name, Kind kind) {
    Optional<Card> there = new ModelStore(List.of(models)).find(name).map(ModelPackage::card);
    if (there.isPresent() && (there.get().bundled() || there.get().kind() != kind)) {
      throw new IllegalArgumentException(
          "Another model is called "
              + name
              + (there.get().bundled() ? ", a bundled one" : ", of kind " + there.get().kind())
              + ": choose another name with --name NAME");
    }
    return name;
  }

  /**
   * Writes a package: the builder writes the encoder and creates the card, this method writes the
   * head.
   */
  Import.Result write(
      String name,
      Optional<? extends PackageHead> head,
      ModelStore.Builder<ConvertException> builder)
      throws ConvertException, IOException {
    return write(name, head, builder, this::checkHead);
  }

  private Import.Result write(
      String name,
      Optional<? extends PackageHead> head,
      ModelStore.Builder<ConvertException> builder,
      ModelStore.Check check)
      throws ConvertException, IOException {
    ModelPackage written =
        ModelStore.build(
            models,
            name,
            folder -> {
              if (head.isPresent()) {
                head.get().write(folder);
              }
              return builder.build(folder);
            },
            check);
    out.println("  written   to " + written.folder());
    return new Import.Result(written, head.flatMap(PackageHead::doubt));
  }

  /** Writes an encoder in both precisions and runs them. */
  Card.Encoder encoder(Path folder, FoundEncoder found) throws ConvertException, IOException {
    Encoder encoder = found.encoder();
    Path full = folder.resolve(ModelPackage.ENCODER);
    encoder.write(full, Precision.FP32);
    Card.Response golden = EncoderCheck.run(full, shape(full, found), encoder.outputs(), engine);
    out.println(
        "  checked   a forward pass on "
            + golden.shape()
            + ": "
            + encoder.outputs()
            + " numbers, all finite");
    half(folder, encoder, golden);
    return new Card.Encoder(
        encoder.width(), found.pooling(), golden, encoder.classes().orElse(null));
  }

  private List<Integer> shape(Path encoder, FoundEncoder found) throws IOException {
    List<Integer> shape = new ArrayList<>();
    try (Network network = engine.load(encoder)) {
      for (long size : network.inputShape()) {
        shape.add(size < 0 ? found.axis() : Math.toIntExact(size));
      }
    }
    shape.set(0, 1);
    return shape;
  }

  /** Half precision is left out if it changes the encoder's output too much. */
  private void half(Path folder, Encoder encoder, Card.Response golden)
      throws ConvertException, IOException {
    Path file = folder.resolve(ModelPackage.ENCODER_FP16);
    encoder.write(file, Precision.FP16);
    double error = Double.POSITIVE_INFINITY;
    try {
      error =
          EncoderCheck.relativeDistance(
              golden, EncoderCheck.run(file, golden.shape(), encoder.outputs(), engine));
    } catch (IOException e) {
      // out of the range of half precision: infinitely far off
    }
    boolean accurate = error <= LARGEST_LOSS;
    out.printf(
        Locale.ROOT,
        "  checked   half precision: relative error %.1e%s%n",
        error,
        accurate ? "" : ", too much: not stored");
    if (!accurate) {
      Files.delete(file);
      Files.deleteIfExists(folder.resolve(ModelPackage.ENCODER_FP16.replace(".onnx", ".data")));
    }
  }

  /**
   * Replaces the head of a package; the encoder's files are hard-linked if possible, otherwise
   * copied.
   *
   * @param inputs of a head that takes the outputs of several models; empty: the package's own
   */
  Import.Result replaceHead(
      ModelPackage model, PackageHead head, List<HeadInput> inputs, Instant now)
      throws ConvertException, IOException {
    Card old = model.card();
    return write(
        old.name(),
        Optional.of(head),
        folder -> {
          for (String file : old.files().keySet()) {
            if (!HEAD_FILES.contains(file)) {
              link(model.folder().resolve(file), folder.resolve(file));
            }
          }
          Card.Head card = head.card(false);
          return old.with(inputs.isEmpty() ? card : card.taking(inputs), now);
        },
        staged -> {
          sameEncoder(old, staged.card());
          checkHead(staged);
        });
  }

  private static void sameEncoder(Card old, Card staged) throws IOException {
    for (Map.Entry<String, String> file : old.files().entrySet()) {
      if (!HEAD_FILES.contains(file.getKey())
          && !file.getValue().equals(staged.files().get(file.getKey()))) {
        throw new IOException(
            old.name()
                + ": "
                + file.getKey()
                + " differs from the file described by its card: import the encoder again");
      }
    }
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | IOException e) {
      // another file system, or one without links
      Files.copy(from, to);
    }
  }

  private void checkHead(ModelPackage staged) throws IOException {
    if (staged.head().isEmpty()) {
      return;
    }
    try (Head head = Head.load(staged, engine)) {
      Optional<String> wrong = head.verify();
      if (wrong.isPresent()) {
        throw new IOException(wrong.get());
      }
    }
    out.println("  checked   the head's logits equal those of its checkpoint's weights");
  }

  /** A package name from the file's name without its extension. */
  static String nameOf(Path file) {
    String stem = String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
    return stem.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
  }
}
