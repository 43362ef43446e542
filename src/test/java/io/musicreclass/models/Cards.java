package io.musicreclass.models;

import io.musicreclass.track.Excerpt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cards for tests: a head of two columns and two genres. */
final class Cards {
  private Cards() {}

  static Card card(String name, boolean bundled, @Nullable Instant at) {
    return card(name, bundled, at, head(List.of(0.0, 1.5), List.of(1.0, 2.0)));
  }

  static Card card(String name, boolean bundled, @Nullable Instant at, Card.Head head) {
    return new Card(
        1,
        name,
        Kind.HEAD,
        "fma",
        bundled,
        "CC0",
        new Card.Source("msd_model.pth", "0".repeat(64)),
        at,
        22_050,
        Excerpt.parse("middle:30"),
        new Card.FrontEnd("fma518", Map.of("channels", 1)),
        null,
        head,
        Map.of());
  }

  static Card.Head head(List<Double> mean, List<Double> scale) {
    return new Card.Head(
        null,
        List.of("mfcc.mean.01", "zcr.std.01"),
        new Card.Scaler(mean, scale),
        List.of("Hip-Hop", "Jazz"),
        List.of(new Card.Accuracy("made up", 0.5, 0.4, 0.6, 100)),
        Map.of("seed", 1),
        new Card.Golden(List.of(0.1, 0.2), List.of(1.0, -1.0)));
  }
}
