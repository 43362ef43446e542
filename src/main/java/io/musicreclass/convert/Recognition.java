package io.musicreclass.convert;

import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import io.musicreclass.models.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Recognises the kind of a checkpoint by its tensors. */
final class Recognition {
  /** Tensors that are named in a message. */
  private static final int NAMED = 3;

  /** Tensors whose names are compared: those of the largest known network are fewer. */
  private static final int COMPARED = 2000;

  private final Checkpoint checkpoint;

  private Recognition(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * The kind of encoder in a checkpoint; empty for a head.
   *
   * @param source a checkpoint, or a folder as Hugging Face has it
   * @throws ConvertException if it is of no known kind; the message names the nearest one and what
   *     differs first
   */
  static Optional<Kind> of(Path source) throws ConvertException {
    if (Files.isDirectory(source)) {
      return Optional.of(Kind.MERT);
    }
    try (Checkpoint checkpoint = Checkpoint.open(source)) {
      return new Recognition(checkpoint).kind();
    }
  }

  private Optional<Kind> kind() throws ConvertException {
    Map<EncoderFamily, Double> likeness = new LinkedHashMap<>();
    for (EncoderFamily family : Import.FAMILIES) {
      likeness.put(family, likeness(family));
    }
    List<EncoderFamily> nearestFirst =
        Import.FAMILIES.stream()
            .sorted(Comparator.comparing(likeness::get, Comparator.reverseOrder()))
            .toList();
    List<ConvertException> refusals = new ArrayList<>();
    for (EncoderFamily family : nearestFirst) {
      try {
        var unused = family.find(checkpoint, Optional.empty(), Import.EncoderOptions.DEFAULT);
        return Optional.of(family.kind());
      } catch (ConvertException e) {
        if (e.solvedByOption()) {
          return Optional.of(family.kind());
        }
        refusals.add(e);
      }
    }
    if (isHead()) {
      return Optional.empty();
    }
    throw unknown(nearestFirst.get(0), refusals.get(0));
  }

  /** Only matrices and vectors. */
  private boolean isHead() {
    try {
      var unused = CheckpointHead.of(checkpoint);
      return checkpoint.tensors().values().stream().allMatch(t -> t.shape().size() <= 2);
    } catch (ConvertException e) {
      return false;
    }
  }

  /** 0 to 1: how near the names of its typical tensors are to names in the file. */
  private double likeness(EncoderFamily family) {
    return family.typicalTensors().stream()
        .mapToDouble(
            typical ->
                checkpoint.tensors().keySet().stream()
                    .limit(COMPARED)
                    .mapToDouble(name -> likeness(typical, name))
                    .max()
                    .orElse(0))
        .average()
        .orElse(0);
  }

  /** The share of the parts of both names that they have in common. */
  private static double likeness(String typical, String name) {
    if (name.equals(typical) || name.endsWith("." + typical)) {
      return 1;
    }
    Set<String> all = new HashSet<>(Arrays.asList(name.split("\\.", -1)));
    Set<String> common = new HashSet<>(Arrays.asList(typical.split("\\.", -1)));
    int together = all.size() + common.size();
    common.retainAll(all);
    return (double) common.size() / (together - common.size());
  }

  private ConvertException unknown(EncoderFamily nearest, ConvertException why) {
    String missing =
        nearest.typicalTensors().stream()
            .filter(typical -> checkpoint.tensors().keySet().stream().noneMatch(of(typical)))
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    String own =
        checkpoint.tensors().values().stream()
            .limit(NAMED)
            .map(Recognition::described)
            .collect(Collectors.joining(", "));
    return ConvertException.of(
        checkpoint.file(),
        "is of no kind that can be imported. The nearest is "
            + nearest.kind()
            + ", but "
            + reason(why)
            + (missing.isEmpty() ? "" : "; tensors of that kind that it lacks: " + missing)
            + "; its own first ones: "
            + (own.isEmpty() ? "none" : own),
        "To import it as a certain kind, name the kind: reclass model import KIND FILE",
        why);
  }

  private static Predicate<String> of(String typical) {
    return name -> name.equals(typical) || name.endsWith("." + typical);
  }

  private static String described(Tensor tensor) {
    return tensor.name() + " " + tensor.shape();
  }

  /** What an exception says, without the file and the remedy. */
  private static String reason(ConvertException why) {
    String message = String.valueOf(why.getMessage());
    String start = why.file() + ": ";
    String end = ". " + why.remedy();
    String rest = message.startsWith(start) ? message.substring(start.length()) : message;
    return rest.endsWith(end) ? rest.substring(0, rest.length() - end.length()) : rest;
  }
}
