package io.musicreclass.models;

import io.musicreclass.models.HeadInput.Output;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The models whose outputs a head takes.
 *
 * @param models in the order of the head's input
 * @param voting the one whose package gets the head, and at whose stage it votes
 */
public record HeadTarget(List<ModelPackage> models, ModelPackage voting) {
  public HeadTarget {
    models = List.copyOf(models);
    if (!models.contains(voting)) {
      throw new IllegalArgumentException(voting.card().name() + " is none of the models");
    }
    if (models.size() > HeadInput.MOST) {
      throw new IllegalArgumentException(
          names(models) + ": a head takes the outputs of at most " + HeadInput.MOST + " models");
    }
    if (new HashSet<>(models.stream().map(ModelPackage::encoderHash).toList()).size()
        < models.size()) {
      throw new IllegalArgumentException(
          names(models) + ": two of these give the same values: name each once");
    }
    if (models.size() > 1 && voting.encoder().isEmpty()) {
      throw new IllegalArgumentException(
          names(models)
              + ": "
              + voting.card().name()
              + " has no encoder, and its stage is the last of them: name one with an encoder, or"
              + " list it after in reclass.stages");
    }
  }

  /** A single model. */
  public static HeadTarget of(ModelPackage model) {
    return new HeadTarget(List.of(model), model);
  }

  /** Whether there are several. */
  public boolean isJoint() {
    return models.size() > 1;
  }

  /** Its models, as the command line names them. */
  public String name() {
    return names(models);
  }

  private static String names(List<ModelPackage> models) {
    return models.stream().map(model -> model.card().name()).collect(Collectors.joining("+"));
  }

  /** Number of values if the head takes every model's embedding. */
  public int width() {
    return models.stream().mapToInt(model -> Output.EMBEDDING.width(model.card())).sum();
  }

  /**
   * The parts of the models' outputs that a head takes by the number of its inputs: embeddings
   * where they have as many values, otherwise the first parts that do.
   *
   * @return empty if no parts have as many values
   */
  public Optional<List<HeadInput>> inputs(int width) {
    return inputs(List.of(), width);
  }

  /**
   * The same, where a head has been made for these models.
   *
   * @throws IllegalArgumentException if no parts have as many values
   */
  public List<HeadInput> needed(int width) {
    return inputs(width)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name()
                        + (isJoint() ? " give " : " gives ")
                        + width()
                        + " values, this head takes "
                        + width));
  }

  /**
   * The same, as the description of a head names them: with the SHA-256 of the models' files.
   *
   * @throws IllegalArgumentException if no parts have as many values
   */
  public List<HeadFolder.Input> described(int width) {
    List<HeadFolder.Input> described = new ArrayList<>();
    for (HeadInput input : needed(width)) {
      Card card = models.get(index(input)).card();
      if (input.output() != Output.SCORES) {
        described.add(described(input, "embedding", Output.EMBEDDING, card));
      }
      if (input.output() != Output.EMBEDDING) {
        described.add(described(input, "tags", Output.SCORES, card));
      }
    }
    return described;
  }

  private int index(HeadInput input) {
    return models.stream().map(ModelPackage::encoderHash).toList().indexOf(input.encoder());
  }

  private static HeadFolder.Input described(
      HeadInput input, String name, Output output, Card card) {
    Card.Source source = card.encoder() == null ? null : card.source();
    return new HeadFolder.Input(
        input.name(), name, output.width(card), source == null ? null : source.sha256());
  }

  private Optional<List<HeadInput>> inputs(List<HeadInput> chosen, int width) {
    if (chosen.size() == models.size()) {
      return width == 0 ? Optional.of(chosen) : Optional.empty();
    }
    ModelPackage model = models.get(chosen.size());
    for (Output output : Output.values()) {
      int values = output.width(model.card());
      if (values > 0 && values <= width) {
        List<HeadInput> more = new ArrayList<>(chosen);
        more.add(HeadInput.of(model, output));
        Optional<List<HeadInput>> all = inputs(more, width - values);
        if (all.isPresent()) {
          return all;
        }
      }
    }
    return Optional.empty();
  }
}
