package io.musicreclass.convert;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.PublishedModel;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Imports checkpoints: prints what it finds, writes a model package and tests it before it gets its
 * name. A failed import leaves no file behind, and keeps the earlier package of that name.
 *
 * <p>All of its methods throw ConvertException when a checkpoint cannot be used, IOException when a
 * file cannot be written, and IllegalArgumentException for a name that is not valid for a package.
 */
public final class Import {
  /** Every kind of encoder that can be imported. */
  static final List<EncoderFamily> FAMILIES =
      List.of(
          new MertFamily(),
          new JmlaFamily(),
          new VggishFamily(),
          new GenreCnnFamily(),
          new MusicnnFamily(),
          new EfficientAtFamily());

  private final PrintStream out;
  private final Clock clock;
  private final ModelPackageWriter writer;

  /**
   * An importer.
   *
   * @param models folder of the packages
   * @param engine runs what was written
   * @param out for the report
   */
  public Import(Path models, Engine engine, Clock clock, PrintStream out) {
    this.out = out;
    this.clock = clock;
    this.writer = new ModelPackageWriter(models, engine, out);
  }

  /**
   * The options of every import; missing ones follow from the file.
   *
   * @param name of the package
   * @param head checkpoint of an encoder's head
   * @param genres text file, one genre per line, in the order of the head's outputs
   * @param excerpt which part of a song it analyses
   * @param averaged whether the averaged copy (EMA) of the weights is imported
   */
  public record CommonOptions(
      Optional<String> name,
      Optional<Path> head,
      Optional<Path> genres,
      Optional<Excerpt> excerpt,
      boolean averaged) {}

  /**
   * What some kinds of encoder need besides the checkpoint.
   *
   * @param heads attention heads of an OpenJMLA encoder; empty: 12 at width 768
   * @param pooling of an OpenJMLA encoder
   * @param pca file of VGGish's PCA parameters, where its checkpoint does not contain them
   * @param labels file of the names of the classes that a musicnn or EfficientAT scores; empty: the
   *     published ones
   */
  public record EncoderOptions(
      OptionalInt heads, Pooling pooling, Optional<Path> pca, Optional<Path> labels) {
    public static final EncoderOptions DEFAULT =
        new EncoderOptions(OptionalInt.empty(), Pooling.MEAN, Optional.empty());

    /** The options of kinds without classes of their own. */
    public EncoderOptions(OptionalInt heads, Pooling pooling, Optional<Path> pca) {
      this(heads, pooling, pca, Optional.empty());
    }

    /** The names of the classes. */
    public static EncoderOptions labels(Optional<Path> labels) {
      return new EncoderOptions(OptionalInt.empty(), Pooling.MEAN, Optional.empty(), labels);
    }
  }

  /** How a transformer's tokens become one embedding. */
  public enum Pooling {
    /** Mean over all tokens, the class token included. */
    MEAN,
    /** The class token. */
    CLASS
  }

  /**
   * What was imported.
   *
   * @param doubt why its predictions are unreliable, though it can be used; for people
   */
  public record Result(ModelPackage model, Optional<String> doubt) {}

  /** All encoders that can be fetched. */
  public static List<PublishedModel> published() {
    return FAMILIES.stream().flatMap(family -> family.published().stream()).toList();
  }

  /** The models that are used where the user has none. */
  public static List<PinnedModel> byDefault() {
    return FAMILIES.stream().flatMap(family -> family.byDefault().stream()).toList();
  }

  /**
   * Checks that a head can be imported with an encoder that is not downloaded yet.
   *
   * @param kind of the encoder
   * @param name of the package
   * @param width of its embedding
   * @param genres the user's list
   */
  public static void fits(Path head, Kind kind, String name, int width, Optional<Path> genres)
      throws ConvertException {
    HeadFile.open(head, false, kind, width, name, genres, Optional.empty()).close();
  }

  /**
   * Imports an encoder.
   *
   * @param kind of the encoder
   * @param source its checkpoint; for MERT also a folder as Hugging Face has it
   */
  public Result encoder(Kind kind, Path source, EncoderOptions encoderOptions, CommonOptions common)
      throws ConvertException, IOException {
    EncoderFamily family =
        FAMILIES.stream()
            .filter(candidate -> candidate.kind() == kind)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(kind + " is no kind of encoder"));
    return new EncoderImport(writer, clock, out).run(family, source, encoderOptions, common);
  }

  /**
   * Imports a checkpoint of any kind, which follows from its tensors: an encoder, or a head on the
   * 518 features.
   *
   * @param source as for {@link #encoder}
   */
  public Result any(Path source, EncoderOptions options, CommonOptions common)
      throws ConvertException, IOException {
    Optional<Kind> kind = Recognition.of(source);
    if (kind.isEmpty()) {
      return head(source, Optional.empty(), common);
    }
    return encoder(kind.get(), source, options, common);
  }

  /**
   * Imports a head on the 518 features, such as {@code msd_model.pth}.
   *
   * @param scaler file of its scaler, if the checkpoint has none
   */
  public Result head(Path file, Optional<Path> scaler, CommonOptions common)
      throws ConvertException, IOException {
    String name = writer.free(common.name().orElse(ModelPackageWriter.nameOf(file)), Kind.HEAD);
    try (HeadFile head =
        HeadFile.open(
            file,
            common.averaged(),
            Kind.HEAD,
            Features.COUNT,
            "the extractor",
            common.genres(),
            scaler)) {
      Excerpt excerpt = common.excerpt().orElse(Excerpt.FULL);
      Card.Source source = Card.Source.of(file);
      out.println(head.found());
      out.println("  input     " + excerpt + " at the native rate, 518 features in FMA's order");
      out.println("  licence   As its trainer sets it");
      head.notes().forEach(note -> out.println("  " + note));
      return writer.write(
          name,
          Optional.of(head),
          folder ->
              new Card(
                  1,
                  name,
                  Kind.HEAD,
                  Kind.HEAD.stage().orElse(null),
                  false,
                  "As its trainer sets it",
                  source,
                  clock.instant(),
                  0,
                  excerpt,
                  new Card.FrontEnd("fma518", Map.of()),
                  null,
                  head.card(true),
                  Map.of()));
    }
  }

  /**
   * Imports another head for existing encoders, or a label map ({@code *.txt}) as the head of one;
   * stored embeddings stay valid.
   *
   * @param scaler of the head's input, if it needs one and its file has none
   * @param common only its genres and averaged weights are used
   */
  public Result headFor(HeadTarget target, Path file, Optional<Path> scaler, CommonOptions common)
      throws ConvertException, IOException {
    return new HeadImport(writer, clock, out).run(target, file, scaler, common);
  }
}
