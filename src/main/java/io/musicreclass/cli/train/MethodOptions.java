package io.musicreclass.cli.train;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.train.head.HeadOptions;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.HeadMethods;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a head is chosen. */
final class MethodOptions {
  @Option(
      names = "--transform",
      paramLabel = "NAME",
      split = ",",
      description = "Transforms to try: none, sqrt, logit; default: all that the values allow.")
  private List<String> transforms = HeadOptions.ALL;

  @Option(
      names = "--class-weights",
      paramLabel = "NAME",
      description = "balanced: all genres count the same; none: all rows; default: tries both.")
  private @Nullable ClassWeights weights;

  @Option(
      names = "--no-mlp",
      description = "Only logistic regression; much faster on large tables.")
  private boolean withoutMlp;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description =
          "The only method to fit: ${COMPLETION-CANDIDATES}; default: logistic regression and small MLPs are searched.")
  private @Nullable String method;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "With --method: keep its state in this folder after each epoch, and continue from there after an interruption. Deleted at the end.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Parts of the cross-validation; default: ${DEFAULT-VALUE}.")
  private int folds;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "3",
      description = "Repeats of the cross-validation; default: ${DEFAULT-VALUE}.")
  private int repeats;

  /** Names of the methods. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return HeadMethods.all().stream().map(HeadMethod::name).iterator();
    }
  }

  /** What a row counts. */
  private enum ClassWeights {
    BALANCED,
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As they were given. */
  HeadOptions get() {
    if (folds < 2 || repeats < 1) {
      throw new UsageError("--folds must be at least 2, and --repeats at least 1");
    }
    if (checkpoint != null && method == null) {
      throw new UsageError("--checkpoint needs a method with epochs: name it with --method");
    }
    return new HeadOptions(
        transforms,
        Optional.ofNullable(weights).map(given -> given == ClassWeights.BALANCED),
        !withoutMlp,
        folds,
        repeats,
        Optional.ofNullable(method).map(MethodOptions::find),
        Optional.ofNullable(checkpoint));
  }

  private static HeadMethod find(String name) {
    try {
      return HeadMethods.of(name);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--method " + e.getMessage());
    }
  }
}
