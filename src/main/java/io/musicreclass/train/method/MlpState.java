package io.musicreclass.train.method;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

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

  /** All of it as bytes, with a checksum. */
  byte[] write(String identity) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(FORMAT);
      out.writeUTF(identity);
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
      out.writeLong(checksum(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory
    }
    return bytes.toByteArray();
  }

  /**
   * Continues where {@link #write} was.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of another training
   */
  void read(byte[] bytes, String identity) {
    int length = bytes.length - Long.BYTES;
    if (length < 0
        || ByteBuffer.wrap(bytes).getLong(length) != checksum(Arrays.copyOf(bytes, length))) {
      throw new IllegalArgumentException("is damaged");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      String format = in.readUTF();
      String other = in.readUTF();
      if (!format.equals(FORMAT) || !other.equals(identity)) {
        throw new IllegalArgumentException("is of another training: " + other);
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
      throw new IllegalArgumentException("is too short", e);
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

  private static long checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
