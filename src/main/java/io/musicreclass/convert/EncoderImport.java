package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.Hashes;
import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Imports an encoder, with or without a head. */
final class EncoderImport {
  private final ModelPackageWriter writer;
  private final Clock clock;
  private final PrintStream out;

  EncoderImport(ModelPackageWriter writer, Clock clock, PrintStream out) {
    this.writer = writer;
    this.clock = clock;
    this.out = out;
  }

  Import.Result run(
      EncoderFamily family, Path source, Import.EncoderOptions options, Import.CommonOptions common)
      throws ConvertException, IOException {
    Path file = family.checkpoint(source);
    Optional<Path> head =
        family.containsHead() ? Optional.of(common.head().orElse(file)) : common.head();
    try (Checkpoint checkpoint = Checkpoint.open(file, common.averaged());
        @Nullable Checkpoint pca =
            options.pca().isPresent() ? Checkpoint.open(options.pca().get()) : null) {
      FoundEncoder found = family.find(checkpoint, Optional.ofNullable(pca), options);
      return write(found, checkpoint, head, common);
    }
  }

  private Import.Result write(
      FoundEncoder found,
      Checkpoint checkpoint,
      Optional<Path> headPath,
      Import.CommonOptions common)
      throws ConvertException, IOException {
    Path file = checkpoint.file();
    String name = writer.free(common.name().orElse(found.name()), found.kind());
    out.println(file.getFileName() + ": " + found.title() + ", " + facts(found.encoder()));
    Excerpt excerpt = found.excerpt(common.excerpt());
    out.printf("  input     %s at %d Hz%n", excerpt, found.sampleRate());
    out.println("  licence   " + found.licence());
    CheckpointNotes.of(checkpoint).forEach(note -> out.println("  " + note));
    if (headPath.isEmpty()) {
      if (common.genres().isPresent()) {
        throw new IllegalArgumentException(
            "--genres names the outputs of a head, and there is none: give one with --head FILE");
      }
      Optional<DefaultHead> head = DefaultHead.of(Hashes.ofFile(file), found.encoder().classes());
      out.println(
          "  head      "
              + head.map(DefaultHead::found)
                  .orElse("none is known for these weights, so the model cannot vote yet"));
      return write(found, excerpt, name, file, head);
    }
    boolean own = common.averaged() && headPath.get().equals(file);
    try (HeadFile head =
        HeadFile.open(
            headPath.get(),
            own,
            found.kind(),
            HeadFile.inputs(
                headPath.get(), own, found.encoder().width(), found.encoder().classes()),
            name,
            common.genres(),
            Optional.empty())) {
      out.println("  head      " + head.found());
      return write(found, excerpt, name, file, Optional.of(head));
    }
  }

  private static String facts(Encoder encoder) {
    return encoder.facts().entrySet().stream()
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", "));
  }

  private Import.Result write(
      FoundEncoder found,
      Excerpt excerpt,
      String name,
      Path file,
      Optional<? extends PackageHead> head)
      throws ConvertException, IOException {
    Card.Source source = Card.Source.of(file);
    return writer.write(
        name,
        head,
        folder ->
            new Card(
                1,
                name,
                found.kind(),
                found.kind().stage().orElse(null),
                false,
                found.licence(),
                source,
                clock.instant(),
                found.sampleRate(),
                excerpt,
                found.frontEnd(),
                writer.encoder(folder, found),
                head.isPresent() ? head.get().card(head.get().isIn(file)) : null,
                Map.of()));
  }
}
