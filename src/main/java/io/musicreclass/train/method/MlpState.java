package io.musicreclass.train.method;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A training between two epochs: all that the next ones depend on. */
final class MlpState {
  private static final String FORMAT = "reclass mlp 1";

  private final MlpNetwork network;
  private final Adam adam;
  private final List<Epoch> epochs = new ArrayList<>();
  private MlpNetwork best;
  private int bestEpoch;

  MlpState(MlpNetwork network, double rate) {
    this.network = network;
    this.adam = new Adam(rate, network.parameters());
    this.best = network;
  }

  MlpNetwork network() {
    return network;
  }

  Adam adam() {
    return adam;
  }

  List<Epoch> epochs() {
    return epochs;
  }

  /** The network after the epoch of least loss of the rows held out, or after the last. */
  MlpNetwork best() {
    return best;
  }

  /** Number of that epoch. */
  int bestEpoch() {
    return bestEpoch;
  }

  /** Adds an epoch that has ended. */
  void add(Epoch epoch) {
    boolean lower = bestEpoch == 0 || epoch.validLoss() < epochs.get(bestEpoch - 1).validLoss();
    epochs.add(epoch);
    if (Double.isNaN(epoch.validLoss())) {
      bestEpoch = epoch.number();
    } else if (lower) {
      bestEpoch = epoch.number();
      best = network.copy();
    }
  }

  /**
   * All of it as bytes.
   *
   * @param training what it is of
   */
  byte[] write(String training) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(FORMAT);
      out.writeUTF(training);
      out.writeInt(adam.steps());
      out.writeInt(bestEpoch);
      out.writeInt(epochs.size());
      for (Epoch epoch : epochs) {
        out.writeDouble(epoch.trainLoss());
        out.writeDouble(epoch.validLoss());
        out.writeDouble(epoch.validAccuracy());
        out.writeDouble(epoch.seconds());
      }
      for (float[] row : rows(best).toList()) {
        out.write(bytes(row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory
    }
    return bytes.toByteArray();
  }

  /**
   * Continues where {@link #write} was.
   *
   * @throws TrainingProgress.UnusableState if that was another training
   */
  void read(byte[] bytes, String training) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String format = in.readUTF();
      String other = format.equals(FORMAT) ? in.readUTF() : "by another version of Reclass";
      if (!other.equals(training)) {
        throw new TrainingProgress.UnusableState("is of another training (" + other + ")");
      }
      adam.steps(in.readInt());
      bestEpoch = in.readInt();
      epochs.clear();
      int count = in.readInt();
      for (int i = 1; i <= count; i++) {
        epochs.add(
            new Epoch(i, in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
      }
      best = count > 0 && !Double.isNaN(epochs.get(0).validLoss()) ? network.copy() : network;
      for (float[] row : rows(best).toList()) {
        ByteBuffer.wrap(in.readNBytes(row.length * Float.BYTES)).asFloatBuffer().get(row);
      }
    } catch (IOException e) {
      throw new TrainingProgress.UnusableState("is damaged: " + e);
    }
    network.changed();
    best.changed();
  }

  private Stream<float[]> rows(MlpNetwork bestOne) {
    return Stream.of(network.parameters(), adam.means(), adam.squares(), bestOne.parameters())
        .flatMap(List::stream);
  }

  private static byte[] bytes(float[] row) {
    ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
    bytes.asFloatBuffer().put(row);
    return bytes.array();
  }
}
