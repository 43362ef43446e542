package io.musicreclass.convert;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.HeadTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Imports a head for the encoders of existing packages. */
final class HeadImport {
  private final ModelPackageWriter writer;
  private final Clock clock;
  private final PrintStream out;

  HeadImport(ModelPackageWriter writer, Clock clock, PrintStream out) {
    this.writer = writer;
    this.clock = clock;
    this.out = out;
  }

  Import.Result run(
      HeadTarget target, Path file, Optional<Path> scaler, Import.CommonOptions common)
      throws ConvertException, IOException {
    if (target.voting().encoder().isEmpty()) {
      throw new IllegalArgumentException(
          target.name()
              + " has no encoder: reclass model import head "
              + file.getFileName()
              + " --name NAME");
    }
    if (DefaultHead.isLabelMap(file)) {
      return labelMap(target, file, scaler, common);
    }
    int inputs = HeadFile.inputs(file, common.averaged());
    List<HeadInput> taken = target.inputs(inputs).orElse(List.of());
    try (HeadFile head =
        HeadFile.open(
            file,
            common.averaged(),
            target.voting().card().kind(),
            taken.isEmpty() ? target.width() : inputs,
            target.name(),
            common.genres(),
            scaler)) {
      if (taken.stream().anyMatch(input -> input.name().equals(HeadInput.FEATURES))) {
        head.needScaler();
      }
      return replace(
          target, head, head.found(), target.isJoint() ? taken : List.of(), head.notes());
    }
  }

  private Import.Result labelMap(
      HeadTarget target, Path file, Optional<Path> scaler, Import.CommonOptions common)
      throws ConvertException, IOException {
    if (scaler.isPresent() || common.genres().isPresent()) {
      throw new IllegalArgumentException(
          "A label map names its genres and needs no scaler: leave out --genres and --scaler");
    }
    if (target.isJoint()) {
      throw new IllegalArgumentException(
          "A label map is for the classes of one model: name one with --for");
    }
    Card card = target.voting().card();
    DefaultHead head = DefaultHead.of(file, card.name(), card.encoder());
    return replace(target, head, "  head      " + head.found(), List.of(), List.of());
  }

  private Import.Result replace(
      HeadTarget target, PackageHead head, String found, List<HeadInput> inputs, List<String> notes)
      throws ConvertException, IOException {
    out.println(found);
    if (!inputs.isEmpty()) {
      out.println(
          "  takes     "
              + inputs.stream()
                  .map(input -> input + " (" + input.width() + ")")
                  .collect(Collectors.joining(", ")));
    }
    out.println("  encoder   of " + target.voting().card().name() + ", unchanged");
    notes.forEach(note -> out.println("  " + note));
    return writer.replaceHead(target.voting(), head, inputs, clock.instant());
  }
}
