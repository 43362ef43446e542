package io.musicreclass.evaluate.study;

import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.Kind;
import java.util.List;
import java.util.Optional;

/** The ways of training of the earlier Python project, in the order of its table. */
enum ReferenceMethod {
  XGBOOST(
      "XGBoost on the 518 features",
      "xgboost",
      "reclass train head --data fma --path DIR --for fma518 --method xgboost --name fma-xgboost"),
  MLP(
      "MLP 518-256-128 on the 518 features",
      "mlp-256-128",
      "reclass train head --data fma --path DIR --for fma518 --method mlp-256-128 --name fma-mlp, or"
          + " reclass model import msd_model.pth for the old one"),
  CNN_V2(
      "Genre CNN v2",
      "",
      "reclass train cnn --network v2 --data gtzan --path DIR, or reclass model import"
          + " best_model_v2.pth for the old one"),
  CNN_ENHANCED(
      "Genre CNN enhanced",
      "",
      "reclass train cnn --network enhanced --data gtzan --path DIR, or reclass model import"
          + " GTZAN_enhanced.pth for the old one"),
  OPENJMLA(
      "Head on OpenJMLA's embeddings (transfer)",
      "",
      "reclass model fetch openjmla, then reclass train head --data fma --path DIR --for openjmla");

  private final String title;
  private final String headMethod;
  private final String command;

  ReferenceMethod(String title, String headMethod, String command) {
    this.title = title;
    this.headMethod = headMethod;
    this.command = command;
  }

  private static boolean isOnFeatures(Card card) {
    return card.encoder() == null
        && !card.bundled()
        && card.head() != null
        && card.frontEnd().name().equals(HeadInput.FEATURES);
  }

  private static boolean isCnn(Card card, int width) {
    Card.Encoder encoder = card.encoder();
    return card.kind() == Kind.GTZAN_CNN && encoder != null && encoder.width() == width;
  }

  private static String method(Card card) {
    Card.Head head = card.head();
    return head == null ? "" : String.valueOf(head.training().getOrDefault("method", ""));
  }

  /** For people. */
  String title() {
    return title;
  }

  /** The method that fits it to vectors; empty if it is no head on features. */
  Optional<String> headMethod() {
    return headMethod.isEmpty() ? Optional.empty() : Optional.of(headMethod);
  }

  /** Whether a model was trained this way. */
  boolean made(Card card) {
    return switch (this) {
      case XGBOOST -> isOnFeatures(card) && method(card).equals(headMethod);
      // An imported one has no method in its card.
      case MLP -> isOnFeatures(card) && List.of(headMethod, "").contains(method(card));
      case CNN_V2 -> isCnn(card, 256);
      case CNN_ENHANCED -> isCnn(card, 512);
      case OPENJMLA -> card.kind() == Kind.JMLA && card.head() != null;
    };
  }

  /** What trains it. */
  String command() {
    return command;
  }
}
