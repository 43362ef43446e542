package io.musicreclass.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.convert.read.TorchFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bad checkpoints with every importer: one clear line, status 1, no package. */
class BadImportOfEachKindTest {
  @TempDir private Path folder;
  private Commands reclass;
  private Path genres;
  private Path scaler;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    genres = Files.writeString(folder.resolve("genres.txt"), "A\nB\nC\n");
    scaler = folder.resolve("scaler.npy");
    float[] ones = new float[518];
    Arrays.fill(ones, 1);
    try (NpyWriter npy = new NpyWriter(scaler, 518)) {
      npy.cut();
      npy.add(scaler, new float[518]);
      npy.add(scaler, ones);
      npy.announce();
    }
  }

  /** An importer, and a tensor in the middle of its checkpoint. */
  enum Importer {
    JMLA("layers.0.attn.proj.weight") {
      @Override
      TorchFiles valid() {
        return RandomNetworks.vit(32, 1, 56);
      }
    },
    VGGISH("features.3.weight") {
      @Override
      TorchFiles valid() {
        return RandomNetworks.vggish(4, 8);
      }
    },
    GTZAN_CNN("features.3.weight") {
      @Override
      TorchFiles valid() {
        return RandomNetworks.genreCnn(4, 3);
      }
    },
    HEAD("net.3.weight") {
      @Override
      TorchFiles valid() {
        return TinyHeads.of("net.", 518, 8, 6, 3);
      }
    };

    private final String tensor;

    Importer(String tensor) {
      this.tensor = tensor;
    }

    abstract TorchFiles valid();

    /** The bias that belongs to the weight; only the weight determines whether the layer exists. */
    private String bias() {
      return tensor.replace(".weight", ".bias");
    }
  }

  /** A kind of damage, and what the message must name. */
  enum Damage {
    CUT("truncated") {
      @Override
      Path write(Importer importer, Path file) throws IOException {
        importer.valid().zip(file);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
          open.setLength(open.length() - 40);
        }
        return file;
      }
    },
    MISSING_TENSOR("BIAS is missing") {
      @Override
      Path write(Importer importer, Path file) throws IOException {
        return importer.valid().remove(importer.bias()).zip(file);
      }
    },
    EXTRA_TENSOR("tensor stray.weight is not part of this network") {
      @Override
      Path write(Importer importer, Path file) throws IOException {
        return importer.valid().put("stray.weight", List.of(2), () -> new float[2]).zip(file);
      }
    },
    WRONG_WIDTH("TENSOR has the shape") {
      @Override
      Path write(Importer importer, Path file) throws IOException {
        TorchFiles valid = importer.valid();
        List<Integer> shape = new ArrayList<>(valid.shape(importer.tensor));
        shape.set(1, shape.get(1) + 1);
        int size = shape.stream().reduce(1, (a, b) -> a * b);
        return valid.put(importer.tensor, shape, () -> new float[size]).zip(file);
      }
    },
    NAN_WEIGHTS("TENSOR contains NaN") {
      @Override
      Path write(Importer importer, Path file) throws IOException {
        TorchFiles valid = importer.valid();
        float[] values = valid.values(importer.tensor);
        values[values.length / 2] = Float.NaN;
        return valid.put(importer.tensor, valid.shape(importer.tensor), () -> values).zip(file);
      }
    },
    NO_CHECKPOINT("is not a checkpoint") {
      @Override
      Path write(Importer importer, Path file) throws IOException {
        return Files.writeString(file, "ID3 this is a song");
      }
    },
    FIFTY_GIGABYTES("claims bytes 0 to 50000000000") {
      @Override
      Path write(Importer importer, Path file) throws IOException {
        byte[] header =
            ("{\"%s\":{\"dtype\":\"F32\",\"shape\":[12500,1000000],"
                    + "\"data_offsets\":[0,50000000000]}}")
                .formatted(importer.tensor)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(file, bytes.putLong(header.length).put(header).array());
      }
    };

    private final String named;

    Damage(String named) {
      this.named = named;
    }

    abstract Path write(Importer importer, Path file) throws IOException;
  }

  private Commands.Ran imported(Importer importer, Path file) {
    return switch (importer) {
      case JMLA -> reclass.run("model", "import", "jmla", file, "--heads", "4");
      case VGGISH -> reclass.run("model", "import", "vggish", file);
      case GTZAN_CNN -> reclass.run("model", "import", "gtzan-cnn", file, "--genres", genres);
      case HEAD ->
          reclass.run("model", "import", "head", file, "--genres", genres, "--scaler", scaler);
    };
  }

  private static Stream<Arguments> all() {
    return Stream.of(Importer.values())
        .flatMap(i -> Stream.of(Damage.values()).map(d -> Arguments.of(i, d)))
        // a head without one of its biases is valid
        .filter(a -> !List.of(Importer.HEAD, Damage.MISSING_TENSOR).equals(List.of(a.get())));
  }

  @ParameterizedTest
  @EnumSource(Importer.class)
  void anUndamagedCheckpointIsImported(Importer importer) throws IOException {
    Commands.Ran ran = imported(importer, importer.valid().zip(folder.resolve("a.pth")));
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(reclass.left()).hasSize(1);
  }

  @Test
  void aHeadWithoutOneOfItsWeightsIsRefused() throws IOException {
    Path file = Importer.HEAD.valid().remove("net.3.weight").zip(folder.resolve("a.pth"));
    Commands.Ran ran = imported(Importer.HEAD, file);
    assertThat(ran.err()).startsWith("reclass: " + file);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.left()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDamagedCheckpointIsReportedInOneLineAndLeavesNothing(Importer importer, Damage damage)
      throws IOException {
    Path file = damage.write(importer, folder.resolve("a.pth"));
    Commands.Ran ran = imported(importer, file);
    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .startsWith("reclass: " + file)
        .contains(
            damage
                .named
                .replace("TENSOR", "tensor " + importer.tensor)
                .replace("BIAS", "tensor " + importer.bias()));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.left()).isEmpty();
  }
}
