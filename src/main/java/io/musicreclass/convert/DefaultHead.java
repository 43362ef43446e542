package io.musicreclass.convert;

import io.musicreclass.convert.label.LabelMap;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.vote.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head that an encoder gets where the user gives none: one of the program's own that was
 * trained on its output, found by the SHA-256 of the encoder's file, otherwise a map from the names
 * of its classes to genres.
 *
 * @param found what it is, for people
 * @param card its part of the package's card
 * @param network writes {@code head.onnx}
 * @param labels the lines of the label map; empty for a trained head
 */
record DefaultHead(String found, Card.Head card, ModelStore.Content network, List<String> labels)
    implements PackageHead {
  /** The label map's file in a package. */
  static final String LABELS = "labels.txt";

  private static final long MOST_BYTES = 1 << 20;
  private static final String LINES =
      "Give lines of the form genre = label, label... with names of the network's classes";

  /**
   * The default head of an encoder, if it has one.
   *
   * @param sha256 of the encoder's file
   * @param classes of the encoder
   */
  static Optional<DefaultHead> of(String sha256, Optional<Card.Classes> classes)
      throws IOException {
    Optional<HeadFolder> trained = HeadFolder.forEncoder(sha256);
    if (trained.isPresent()) {
      HeadFolder.Description head = trained.get().description();
      return Optional.of(
          new DefaultHead(
              head.name() + ", trained on the output of these weights, " + names(head.head()),
              head.head(),
              trained.get().onnx(),
              List.of()));
    }
    return classes.flatMap(LabelMap::shipped).map(DefaultHead::of);
  }

  /** The head of a label map. */
  static DefaultHead of(LabelMap map) {
    Card.Head card =
        new Card.Head(
            null,
            List.of(),
            null,
            map.genres(),
            Vocabulary.taxonomy(map.genres()).orElse(null),
            List.of(),
            Map.of("recipe", "label map, without training"),
            map.golden());
    byte[] onnx = map.onnx();
    return new DefaultHead(
        "a label map, without training, " + names(card), card, out -> out.write(onnx), map.text());
  }

  /** Whether a file is a label map by its name, {@code *.txt}. */
  static boolean isLabelMap(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".txt");
  }

  /**
   * The head of the user's own label map.
   *
   * @param encoder of the package that gets it
   * @throws ConvertException if the file is no label map for its classes; names the line
   */
  static DefaultHead of(Path file, String model, Card.Encoder encoder)
      throws ConvertException, IOException {
    Card.Classes classes = encoder.classes();
    if (classes == null) {
      throw ConvertException.of(
          file,
          "is a label map, but " + model + " has no named classes",
          "Import it for a musicnn or an EfficientAT, or give a checkpoint of a head");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw ConvertException.of(file, "is too large for a label map", LINES);
    }
    try {
      return of(LabelMap.parse(Files.readAllLines(file), classes));
    } catch (MalformedInputException e) {
      throw ConvertException.of(file, "is not text in UTF-8", LINES, e);
    } catch (IllegalArgumentException e) {
      throw ConvertException.of(file, String.valueOf(e.getMessage()), LINES, e);
    }
  }

  private static String names(Card.Head head) {
    return "genres " + String.join(", ", head.genres());
  }

  @Override
  public Card.Head card(boolean own) {
    return card;
  }

  @Override
  public boolean isIn(Path file) {
    return false;
  }

  @Override
  public void write(Path folder) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(ModelPackage.HEAD))) {
      network.writeTo(out);
    }
    if (!labels.isEmpty()) {
      Files.write(folder.resolve(LABELS), labels);
    }
  }
}
