package io.musicreclass.models;

import static io.musicreclass.models.Checks.check;
import static io.musicreclass.models.Checks.given;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A head apart from its encoder: {@code head.onnx} and {@code head.json}. Some are part of the
 * program, for encoders that are not: they are found by the SHA-256 of the encoder's published
 * file.
 */
public final class HeadFolder {
  /** The file that describes the head. */
  public static final String DESCRIPTION = "head.json";

  /** Where the program's own heads are among its resources. */
  public static final String RESOURCES = "heads";

  /** The program's own heads. */
  private static final List<String> BUNDLED = List.of("musicnn-gtzan");

  private final Description description;
  private final byte[] onnx;

  private HeadFolder(Description description, byte[] onnx, String where) throws IOException {
    this.description = description;
    this.onnx = onnx;
    if (!hash(onnx).equals(description.sha256)) {
      throw new IOException(
          where + ": head.onnx is not the file that head.json describes: train the head again");
    }
  }

  /**
   * What is known of a head.
   *
   * @param schema 1
   * @param name letters, digits, dot, hyphen, underscore
   * @param licence for people
   * @param source the data it was trained on
   * @param inputs whose values, one after the other, are the head's input
   * @param sha256 of {@code head.onnx}
   * @param head as in a package's card
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Description(
      int schema,
      String name,
      String licence,
      List<Card.Source> source,
      List<Input> inputs,
      String sha256,
      Card.Head head) {
    public Description {
      check(schema == 1, "schema is " + schema + ", this version reads 1");
      Checks.packageName(given(name, "name"));
      check(!given(licence, "licence").isBlank(), "licence is empty");
      source = List.copyOf(given(source, "source"));
      inputs = List.copyOf(given(inputs, "inputs"));
      check(!inputs.isEmpty(), "inputs is empty");
      Checks.sha256(given(sha256, "sha256"), "sha256");
      given(head, "head");
    }
  }

  /**
   * One input of a head.
   *
   * @param name of the kind of model, such as {@code musicnn}
   * @param output of the model: {@code tags}, its probabilities, or {@code embedding}
   * @param width number of values
   * @param sha256 of the encoder's published file; null where any file of this kind will do
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Input(String name, String output, int width, @Nullable String sha256) {
    public Input {
      given(name, "inputs.name");
      check(
          given(output, "inputs.output").equals("tags") || output.equals("embedding"),
          "inputs.output is '" + output + "', which is neither tags nor embedding");
      check(width > 0, "inputs.width is " + width);
      if (sha256 != null) {
        Checks.sha256(sha256, "inputs.sha256");
      }
    }
  }

  /** The program's own head for an encoder, by the SHA-256 of the file it is imported from. */
  public static Optional<HeadFolder> forEncoder(String sha256) throws IOException {
    for (String name : BUNDLED) {
      HeadFolder head = bundled(name);
      List<Input> inputs = head.description.inputs;
      if (inputs.size() == 1 && sha256.equals(inputs.get(0).sha256)) {
        return Optional.of(head);
      }
    }
    return Optional.empty();
  }

  /** One of the program's own heads. */
  public static HeadFolder bundled(String name) throws IOException {
    return of(
        resource(name, DESCRIPTION), resource(name, ModelPackage.HEAD), RESOURCES + "/" + name);
  }

  private static byte[] resource(String name, String file) throws IOException {
    String path = "/" + RESOURCES + "/" + name + "/" + file;
    try (InputStream in = HeadFolder.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is missing from this program: install it again");
      }
      return in.readAllBytes();
    }
  }

  /** Reads a folder as {@link #write} leaves it. */
  public static HeadFolder read(Path folder) throws IOException {
    return of(
        Files.readAllBytes(folder.resolve(DESCRIPTION)),
        Files.readAllBytes(folder.resolve(ModelPackage.HEAD)),
        folder.toString());
  }

  private static HeadFolder of(byte[] json, byte[] onnx, String where) throws IOException {
    String file = where + "/" + DESCRIPTION;
    return new HeadFolder(CardFile.parse(json, Description.class, file), onnx, where);
  }

  /** A head; the SHA-256 of its network is filled in. */
  public static HeadFolder of(
      String name,
      String licence,
      List<Card.Source> source,
      List<Input> inputs,
      Card.Head head,
      byte[] onnx)
      throws IOException {
    return new HeadFolder(
        new Description(1, name, licence, source, inputs, hash(onnx), head), onnx.clone(), name);
  }

  private static String hash(byte[] bytes) {
    MessageDigest digest = Hashes.sha256();
    digest.update(bytes);
    return Hashes.hex(digest);
  }

  /** What is known of it. */
  public Description description() {
    return description;
  }

  /** Its network. */
  public ModelStore.Content onnx() {
    return out -> out.write(onnx);
  }

  /** Writes both files; an existing head in the folder is replaced. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(ModelPackage.HEAD), onnx);
    Files.write(folder.resolve(DESCRIPTION), CardFile.pretty(description));
  }

  /**
   * Replaces the head of an encoder's package by this one; stored embeddings stay valid. The
   * encoder's files are linked, or copied where the file system has no links.
   *
   * @param target the models whose outputs this head takes
   * @param now time of the training
   * @param check may reject the package
   * @throws IllegalArgumentException if they give another number of values
   */
  public ModelPackage replaceHead(HeadTarget target, Instant now, ModelStore.Check check)
      throws IOException {
    Path root = target.voting().folder().toAbsolutePath().getParent();
    return withHead(root, target, now, check);
  }

  /**
   * Writes an encoder's package with this head instead of its own.
   *
   * @param root folder of the new package: not that of the encoder's, which stays as it is
   */
  public ModelPackage withHead(Path root, HeadTarget target, Instant now, ModelStore.Check check)
      throws IOException {
    List<HeadInput> inputs = target.needed(width());
    ModelPackage model = target.voting();
    Card old = model.card();
    return ModelStore.build(
        root,
        old.name(),
        folder -> {
          for (String file : old.files().keySet()) {
            if (!file.equals(ModelPackage.HEAD)) {
              link(model.folder().resolve(file), folder.resolve(file));
            }
          }
          Files.write(folder.resolve(ModelPackage.HEAD), onnx);
          return old.with(
              target.isJoint() ? description.head.taking(inputs) : description.head, now);
        },
        check);
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(from, to);
    }
  }

  private int width() {
    return description.inputs.stream().mapToInt(Input::width).sum();
  }

  /** Whether both have the same bytes. */
  public boolean sameAs(HeadFolder other) throws IOException {
    return Arrays.equals(onnx, other.onnx)
        && Arrays.equals(CardFile.pretty(description), CardFile.pretty(other.description));
  }
}
