package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The input shapes that a package's network is compiled for. */
final class OptimizationProfiles {
  /** Batch size that saturates a GPU; larger ones only take memory. */
  static final int BATCH = 8;

  /** Longest input of a MERT, whatever its card says. */
  private static final double MERT_SECONDS = 30;

  /** Frames of 30 s in the front-end of the genre CNNs. */
  private static final long CNN_FRAMES = 1292;

  /** Frames of a window of EfficientAT, 10 s; the last window of a song may be shorter. */
  private static final long WINDOW_FRAMES = 1000;

  /**
   * Activations for each input value, roughly: the first convolution of MERT makes 512 channels of
   * every fifth sample, and three such layers are in memory at a time.
   */
  private static final long INSIDE = 300;

  /** A network's activations may take one part in this many of the memory. */
  private static final long PART_OF_MEMORY = 4;

  private OptimizationProfiles() {}

  static OptimizationProfile of(BuildRequest request, Precision precision, DeviceInfo device)
      throws IOException {
    List<Long> least = new ArrayList<>(shortest(request));
    List<Long> most = new ArrayList<>(least);
    int last = most.size() - 1;
    if (request.part() == PackageNetwork.ENCODER) {
      most.set(last, longest(request.model().card(), least.get(last)));
      least.set(last, Math.min(least.get(last), most.get(last)));
    }
    most.set(0, batch(most.stream().reduce(1L, Math::multiplyExact), precision, device));
    return new OptimizationProfile(least, most, most);
  }

  /**
   * Largest batch of entries of {@code values} values that fits on a device, at most {@link
   * #BATCH}.
   */
  static long batch(long values, Precision precision, DeviceInfo device) {
    long entry = values * INSIDE * (precision == Precision.FP16 ? 2 : 4);
    return Math.max(1, Math.min(BATCH, device.memory() / PART_OF_MEMORY / entry));
  }

  /** A batch of one, of the shape of the test run at import. */
  private static List<Long> shortest(BuildRequest request) throws IOException {
    Card card = request.model().card();
    Card.Encoder encoder = card.encoder();
    if (request.part() == PackageNetwork.HEAD) {
      long width = encoder == null ? columns(card) : inputs(card, encoder);
      return List.of(1L, width);
    }
    if (encoder == null || encoder.golden() == null) {
      throw new IOException(
          request.name() + ": its card has no golden output to compare with: import it again");
    }
    return encoder.golden().shape().stream().map(Integer::longValue).toList();
  }

  /** A head may take a part of an encoder's output, or the outputs of several. */
  private static long inputs(Card card, Card.Encoder encoder) {
    Card.Head head = card.head();
    if (head != null && !head.inputs().isEmpty()) {
      return HeadInput.width(head.inputs());
    }
    return head == null || head.golden() == null ? encoder.width() : head.golden().input().size();
  }

  private static long columns(Card card) {
    return card.head() == null ? 0 : card.head().columns().size();
  }

  /** The largest size of the time axis: it varies only for MERT, EfficientAT and some CNNs. */
  private static long longest(Card card, long tried) {
    return switch (card.frontEnd().name()) {
      case "mert" ->
          Math.round(card.sampleRate() * Math.min(MERT_SECONDS, card.excerpt().seconds()));
      case "gtzan-cnn" ->
          card.frontEnd().parameters().get("frames") instanceof Number frames
              ? frames.longValue()
              : CNN_FRAMES;
      case "efficientat" -> WINDOW_FRAMES;
      default -> tried;
    };
  }
}
