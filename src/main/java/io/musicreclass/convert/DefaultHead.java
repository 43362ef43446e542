package io.musicreclass.convert;

import io.musicreclass.convert.label.LabelMap;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.vote.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
