package io.musicreclass.convert.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The purpose of a tensor of a state dictionary, by its name: training frameworks store losses,
 * metrics, counters, the scaler of the inputs and averaged copies (EMA) among a network's weights.
 */
final class TensorRoles {
  /** Prefixes of an averaged copy's names, and its keys in the file. */
  private static final List<String> AVERAGED =
      List.of(
          "model_ema",
          "ema_model",
          "ema",
          "ema_state_dict",
          "state_dict_ema",
          "model_ema_state_dict",
          "ema_model_state_dict",
          "module_ema",
          "averaged_model",
          "swa_model",
          "shadow_params");

  /**
   * Modules used only in training: losses and metrics, such as {@code criterion} or {@code
   * val_acc}.
   */
  private static final Pattern TRAINING_MODULE =
      Pattern.compile(
          "(\\w+_)?(criterion|criteria|loss|losses|metrics?|acc|accuracy|auroc|f1|f1_?score"
              + "|precision|recall|conf_?mat(rix)?|confusion_?matrix)"
              + "(\\d+|_?(fn|func|function|module|ce|bce|mse|nll|top\\d+))?",
          Pattern.CASE_INSENSITIVE);

  /** Tensors used only in training: class weights, counters of averaging and of steps. */
  private static final Pattern TRAINING_TENSOR =
      Pattern.compile(
          "pos_weight|((class|task|loss|sample)_weights?)|n_averaged|num_updates|decay|initted"
              + "|(global_)?step|epoch",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SCALER =
      Pattern.compile(
          "(?:.*[._])?(?:scaler|normali[sz]er|inputs?|features?|feats?|x)[._](mean|scale|std)_?",
          Pattern.CASE_INSENSITIVE);

  private TensorRoles() {}

  /** The one of these keys under which a file contains an averaged copy of its weights. */
  static Optional<String> averagedKey(Map<?, ?> file) {
    return AVERAGED.stream().filter(key -> file.get(key) instanceof Map<?, ?>).findFirst();
  }

  /** The name of a tensor within an averaged copy; empty if it is not part of one. */
  static Optional<String> inAverage(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && AVERAGED.contains(name.substring(0, dot))
        ? Optional.of(name.substring(dot + 1))
        : Optional.empty();
  }

  /** Whether it is used only in training, not by the network. */
  static boolean isOfTraining(String name) {
    String[] parts = name.split("\\.", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      if (TRAINING_MODULE.matcher(parts[i]).matches()) {
        return true;
      }
    }
    return TRAINING_TENSOR.matcher(parts[parts.length - 1]).matches();
  }

  /** {@code scaler_mean} or {@code scaler_scale} if it is one of these, whatever its name. */
  static Optional<String> scaler(String name) {
    Matcher matcher = SCALER.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(matcher.group(1).equalsIgnoreCase("mean") ? "scaler_mean" : "scaler_scale");
  }
}
