package io.musicreclass.convert;

import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.models.Card;
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
 * Imports checkpoints: says what it finds, writes a model package, tries it, and names it only when
 * it is right. An import that fails leaves nothing behind, and the earlier package of that name.
 *
 * <p>All of its methods throw ConvertException when a checkpoint cannot be used, IOException when a
 * file cannot be written, and IllegalArgumentException for a name that cannot be a package's.
 */
public final class Import {
  private final PrintStream out;
  private final Clock clock;
  private final ModelPackageWriter writer;

  /**
   * An importer.
   *
   * @param models folder that gets the packages
   * @param engine tries what was written
   * @param out where it says what it finds and does
   */
  public Import(Path models, Engine engine, Clock clock, PrintStream out) {
    this.out = out;
    this.clock = clock;
    this.writer = new ModelPackageWriter(models, engine, out);
  }

  /**
   * What the user may say of any import; what is left out follows from the file.
   *
   * @param name of the package
   * @param head checkpoint of an encoder's head
   * @param genres text file, one genre a line, in the order of the head's outputs
   * @param excerpt which part of a song it listens to
   * @param averaged whether the averaged copy (EMA) of the weights is imported
   */
  public record Wishes(
      Optional<String> name,
      Optional<Path> head,
      Optional<Path> genres,
      Optional<Excerpt> excerpt,
      boolean averaged) {}

  /**
   * Refuses a head that could not be imported with an encoder which is not here yet.
   *
   * @param kind of the encoder
   * @param name it would have
   * @param width of what it gives
   * @param genres the user's list
   */
  public static void fits(Path head, Kind kind, String name, int width, Optional<Path> genres)
      throws ConvertException {
    HeadFile.open(head, false, kind, width, name, genres, Optional.empty()).close();
  }

  /** A MERT: a folder as Hugging Face has it, or a checkpoint, best with config.json beside it. */
  public Imported mert(Path source, Wishes wishes) throws ConvertException, IOException {
    MertFiles files = MertFiles.of(source);
    try (Checkpoint checkpoint = Checkpoint.open(files.weights(), wishes.averaged())) {
      Encoder encoder = files.encoder(checkpoint);
      EncoderProfile profile =
          EncoderProfile.mert(encoder.width(), files.sampleRate(), files.normalised());
      return encoder(profile, checkpoint, encoder, wishes.head(), wishes);
    }
  }

  /**
   * An OpenJMLA encoder.
   *
   * @param heads of its attention; empty: 12 at width 768
   */
  public Imported jmla(Path file, OptionalInt heads, Pooling pooling, Wishes wishes)
      throws ConvertException, IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file, wishes.averaged())) {
      Encoder encoder = Encoder.jmla(checkpoint, heads, pooling);
      EncoderProfile profile = EncoderProfile.jmla(encoder.frames(), pooling);
      return encoder(profile, checkpoint, encoder, wishes.head(), wishes);
    }
  }

  /**
   * A VGGish.
   *
   * @param pca file of its PCA parameters, where they are not in its own
   */
  public Imported vggish(Path file, Optional<Path> pca, Wishes wishes)
      throws ConvertException, IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file, wishes.averaged())) {
      if (pca.isEmpty()) {
        Encoder encoder = Encoder.vggish(checkpoint, Optional.empty());
        return encoder(EncoderProfile.vggish(), checkpoint, encoder, wishes.head(), wishes);
      }
      try (Checkpoint parameters = Checkpoint.open(pca.get())) {
        Encoder encoder = Encoder.vggish(checkpoint, Optional.of(parameters));
        return encoder(EncoderProfile.vggish(), checkpoint, encoder, wishes.head(), wishes);
      }
    }
  }

  /** A genre CNN, whose file has its head, too. */
  public Imported genreCnn(Path file, Wishes wishes) throws ConvertException, IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file, wishes.averaged())) {
      Encoder encoder = Encoder.genreCnn(checkpoint);
      EncoderProfile profile = EncoderProfile.genreCnn(encoder.frames());
      Path head = wishes.head().orElse(file);
      return encoder(profile, checkpoint, encoder, Optional.of(head), wishes);
    }
  }

  private Imported encoder(
      EncoderProfile profile,
      Checkpoint checkpoint,
      Encoder encoder,
      Optional<Path> headPath,
      Wishes wishes)
      throws ConvertException, IOException {
    Path file = checkpoint.file();
    String name = writer.free(wishes.name().orElse(profile.name()), profile.kind());
    out.println(file.getFileName() + ": " + profile.title() + ", " + facts(encoder));
    Excerpt excerpt = profile.excerpt(wishes.excerpt());
    out.printf("  listens   to %s at %d Hz%n", excerpt, profile.sampleRate());
    out.println("  licence   " + profile.licence());
    print(CheckpointNotes.of(checkpoint));
    if (headPath.isEmpty()) {
      if (wishes.genres().isPresent()) {
        throw new IllegalArgumentException(
            "--genres names the outputs of a head, and there is none: give one with --head FILE");
      }
      return write(profile, excerpt, name, file, encoder, Optional.empty());
    }
    try (HeadFile head =
        HeadFile.open(
            headPath.get(),
            wishes.averaged() && headPath.get().equals(file),
            profile.kind(),
            encoder.width(),
            name,
            wishes.genres(),
            Optional.empty())) {
      out.println("  head      " + head.found());
      return write(profile, excerpt, name, file, encoder, Optional.of(head));
    }
  }

  private void print(List<String> notes) {
    notes.forEach(note -> out.println("  " + note));
  }

  private static String facts(Encoder encoder) {
    StringBuilder facts = new StringBuilder();
    for (Map.Entry<String, String> fact : encoder.facts().entrySet()) {
      facts.append(facts.isEmpty() ? "" : ", ").append(fact.getKey() + " " + fact.getValue());
    }
    return facts.toString();
  }

  private Imported write(
      EncoderProfile profile,
      Excerpt excerpt,
      String name,
      Path file,
      Encoder encoder,
      Optional<HeadFile> head)
      throws ConvertException, IOException {
    Card.Source source = Card.Source.of(file);
    return writer.write(
        name,
        head,
        folder ->
            new Card(
                1,
                name,
                profile.kind(),
                profile.kind().stage().orElse(null),
                false,
                profile.licence(),
                source,
                clock.instant(),
                profile.sampleRate(),
                excerpt,
                profile.frontEnd(),
                writer.encoder(folder, encoder, profile),
                head.isPresent() ? head.get().card(head.get().isIn(file)) : null,
                Map.of()));
  }

  /**
   * A head on the 518 features, as {@code msd_model.pth}.
   *
   * @param scaler file of its scaler, where the checkpoint has none
   */
  public Imported head(Path file, Optional<Path> scaler, Wishes wishes)
      throws ConvertException, IOException {
    String name = writer.free(wishes.name().orElse(nameOf(file)), Kind.HEAD);
    try (HeadFile head =
        HeadFile.open(
            file,
            wishes.averaged(),
            Kind.HEAD,
            Features.COUNT,
            "the extractor",
            wishes.genres(),
            scaler)) {
      Excerpt excerpt = wishes.excerpt().orElse(Excerpt.FULL);
      Card.Source source = Card.Source.of(file);
      String licence = "As its trainer sets it";
      out.println(head.found());
      out.println("  listens   to " + excerpt + " at the native rate, 518 features in FMA's order");
      out.println("  licence   " + licence);
      print(head.notes());
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
                  licence,
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
   * Another head for an encoder that is there; stored embeddings stay valid.
   *
   * @param scaler of the embedding, if the head wants one and its file has none
   * @param wishes of which only genres and averaged weights apply
   */
  public Imported headFor(ModelPackage model, Path file, Optional<Path> scaler, Wishes wishes)
      throws ConvertException, IOException {
    Card card = model.card();
    Card.Encoder encoder = card.encoder();
    if (encoder == null) {
      throw new IllegalArgumentException(
          card.name()
              + " has no encoder that a head could be for: reclass model import head "
              + file.getFileName()
              + " --name NAME");
    }
    try (HeadFile head =
        HeadFile.open(
            file,
            wishes.averaged(),
            card.kind(),
            encoder.width(),
            card.name(),
            wishes.genres(),
            scaler)) {
      out.println(head.found());
      out.println("  encoder   of " + card.name() + ", as it is");
      print(head.notes());
      return writer.replaceHead(model, head, clock.instant());
    }
  }

  /** A name made of the file's, without its ending. */
  private static String nameOf(Path file) {
    String stem = String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
    return stem.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
  }
}
