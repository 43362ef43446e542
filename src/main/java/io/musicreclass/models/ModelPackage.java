package io.musicreclass.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model package: a folder with a checked card and the networks that the card names. */
public final class ModelPackage {
  /** The network from embedding or features to logits. */
  public static final String HEAD = "head.onnx";

  /** The network from the front-end's output to the embedding. */
  public static final String ENCODER = "encoder.onnx";

  /** The encoder in half precision, if it is accurate enough. */
  public static final String ENCODER_FP16 = "encoder.fp16.onnx";

  /** Weights of the encoder, in a file beside its graph. */
  public static final String ENCODER_DATA = "encoder.data";

  static final String CARD = "model.json";

  private final Path folder;
  private final Card card;
  private final String encoderHash;
  private final String headHash;

  private ModelPackage(Path folder, Card card) throws IOException {
    this.folder = folder;
    this.card = card;
    this.encoderHash =
        Hashes.ofJson(
            new EncoderIdentity(
                card.files().getOrDefault(ENCODER, ""),
                card.files().getOrDefault(ENCODER_DATA, ""),
                card.sampleRate(),
                card.excerpt(),
                card.frontEnd(),
                card.encoder() == null ? "" : card.encoder().pooling()));
    this.headHash =
        card.head() == null
            ? ""
            : Hashes.ofJson(
                new HeadIdentity(
                    card.files().getOrDefault(HEAD, ""),
                    card.head().columns(),
                    Optional.ofNullable(card.head().scaler()).map(List::of).orElse(List.of()),
                    card.head().genres(),
                    card.head().inputs()));
  }

  /** Everything that an embedding depends on. */
  private record EncoderIdentity(
      String graph,
      String data,
      int sampleRate,
      Excerpt excerpt,
      Card.FrontEnd frontEnd,
      String pooling) {}

  /**
   * Everything that scores depend on, given the embedding. Without several inputs none are written,
   * so that the hashes of such heads stay as they were before there were any.
   */
  private record HeadIdentity(
      String graph,
      List<String> columns,
      List<Card.Scaler> scaler,
      List<String> genres,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HeadInput> inputs) {}

  /**
   * Opens the package in a folder.
   *
   * @throws IOException if it cannot be used; says why and what to do
   */
  static ModelPackage open(Path folder) throws IOException {
    Card card = CardFile.read(folder.resolve(CARD));
    Path name = folder.getFileName();
    if (name == null || !name.toString().equals(card.name())) {
      throw new IOException(
          folder.resolve(CARD)
              + ": its name is "
              + card.name()
              + ", the folder has another: rename one of them");
    }
    return opened(folder, card);
  }

  /** Opens a folder of any name that has this card. */
  static ModelPackage opened(Path folder, Card card) throws IOException {
    for (String file : card.files().keySet()) {
      // File names in a card must not point outside its folder.
      if (!Path.of(file).equals(Path.of(file).getFileName()) || file.startsWith(".")) {
        throw new IOException(
            folder.resolve(CARD) + ": files names '" + file + "', which is not a plain file name");
      }
      if (!FileErrors.exists(folder.resolve(file)) || !Files.isRegularFile(folder.resolve(file))) {
        throw new IOException(
            folder.resolve(file) + " is missing: import the model again, or remove the folder");
      }
    }
    need(folder, card, HEAD, card.head() != null);
    need(folder, card, ENCODER, card.encoder() != null);
    ModelPackage model = new ModelPackage(folder, card);
    List<HeadInput> inputs = card.head() == null ? List.of() : card.head().inputs();
    if (!inputs.isEmpty() && inputs.stream().noneMatch(input -> input.fits(model))) {
      throw new IOException(
          folder.resolve(CARD)
              + ": head.inputs lacks the package's own encoder: import the head again");
    }
    return model;
  }

  private static void need(Path folder, Card card, String file, boolean described)
      throws IOException {
    if (card.files().containsKey(file) != described) {
      throw new IOException(
          folder.resolve(CARD)
              + (described ? " describes a part without " : " names a part it does not describe: ")
              + file
              + "; import the model again, or remove the folder");
    }
  }

  public Path folder() {
    return folder;
  }

  public Card card() {
    return card;
  }

  /** The head's network; empty for an encoder without a head. */
  public Optional<Path> head() {
    return file(HEAD);
  }

  /** The encoder's network; empty if the features are the head's input. */
  public Optional<Path> encoder() {
    return file(ENCODER);
  }

  /** The encoder in half precision, if there is one. */
  public Optional<Path> encoderHalf() {
    return file(ENCODER_FP16);
  }

  private Optional<Path> file(String name) {
    return card.files().containsKey(name) ? Optional.of(folder.resolve(name)) : Optional.empty();
  }

  /**
   * SHA-256 (hex) over everything the scores depend on, given the embedding: the head's graph,
   * columns, scaler, genres and the encoders of several inputs. Empty without a head.
   */
  public String headHash() {
    return headHash;
  }

  /**
   * SHA-256 (hex) over everything the embedding depends on: graph, weights, pooling, sample rate,
   * excerpt and front end. Without an encoder the embedding is the front end's output, so only the
   * last three count; the head's columns never do.
   */
  public String encoderHash() {
    return encoderHash;
  }

  /**
   * Reads every file of the package again and compares it with the card.
   *
   * @return what is wrong and what to do, for people; empty if nothing is
   */
  public List<String> verify() {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, String> file : card.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      try {
        if (!Hashes.ofFile(path).equals(file.getValue())) {
          problems.add(
              path + " is not the file its card was written for: import or train the model again");
        }
      } catch (IOException e) {
        problems.add(path + " cannot be read: " + e.getMessage());
      }
    }
    return problems;
  }
}
