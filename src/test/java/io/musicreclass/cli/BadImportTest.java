package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints that cannot be used: one clear line, status 1, no package, no earlier one lost. */
class BadImportTest {
  private static final int WIDTH = 32;
  private static final String Q = "encoder.layers.1.attention.q_proj.weight";

  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    RandomNetworks.mertConfig(folder.resolve("config.json"), WIDTH, 2, 4, 64, false);
  }

  /** A kind of damage, and what the message must name. */
  enum Damage {
    CUT_ZIP("truncated") {
      @Override
      Path write(Path folder) throws IOException {
        return cut(mert().zip(folder.resolve("pytorch_model.bin")));
      }
    },
    CUT_LEGACY("truncated or damaged") {
      @Override
      Path write(Path folder) throws IOException {
        return cut(mert().legacy(folder.resolve("pytorch_model.bin")));
      }
    },
    CUT_SAFETENSORS("truncated or damaged") {
      @Override
      Path write(Path folder) throws IOException {
        return cut(mert().safetensors(folder.resolve("model.safetensors")));
      }
    },
    MISSING_TENSOR("tensor " + Q + " is missing") {
      @Override
      Path write(Path folder) throws IOException {
        return mert().remove(Q).zip(folder.resolve("pytorch_model.bin"));
      }
    },
    EXTRA_TENSOR("tensor encoder.more is not part of this network") {
      @Override
      Path write(Path folder) throws IOException {
        return mert()
            .put("encoder.more", List.of(2), () -> new float[2])
            .zip(folder.resolve("pytorch_model.bin"));
      }
    },
    WRONG_WIDTH("tensor " + Q + " has the shape [48, 32], expected [32, 32]") {
      @Override
      Path write(Path folder) throws IOException {
        return mert()
            .put(Q, List.of(48, WIDTH), () -> new float[48 * WIDTH])
            .zip(folder.resolve("pytorch_model.bin"));
      }
    },
    NAN_WEIGHTS("tensor " + Q + " contains NaN") {
      @Override
      Path write(Path folder) throws IOException {
        float[] values = new float[WIDTH * WIDTH];
        values[7] = Float.NaN;
        return mert()
            .put(Q, List.of(WIDTH, WIDTH), values::clone)
            .safetensors(folder.resolve("model.safetensors"));
      }
    },
    NO_CHECKPOINT("is not a checkpoint") {
      @Override
      Path write(Path folder) throws IOException {
        return Files.writeString(folder.resolve("pytorch_model.bin"), "ID3 this is a song");
      }
    },
    ANOTHER_NETWORK("so this is not a MERT network") {
      @Override
      Path write(Path folder) throws IOException {
        return RandomNetworks.vit(WIDTH, 1, 56).zip(folder.resolve("epoch_20.pth"));
      }
    },
    FIFTY_GIGABYTES("claims bytes 0 to 50000000000") {
      @Override
      Path write(Path folder) throws IOException {
        byte[] header =
            ("{\"a\":{\"dtype\":\"F32\",\"shape\":[12500,1000000],"
                    + "\"data_offsets\":[0,50000000000]}}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
            folder.resolve("model.safetensors"), file.putLong(header.length).put(header).array());
      }
    },
    ABSENT("cannot be read") {
      @Override
      Path write(Path folder) {
        return folder.resolve("nowhere.bin");
      }
    };

    private final String named;

    Damage(String named) {
      this.named = named;
    }

    abstract Path write(Path folder) throws IOException;
  }

  private static TorchFiles mert() {
    return RandomNetworks.mert(WIDTH, 2, 64);
  }

  private static Path cut(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(open.length() - 40);
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void isReportedInOneLineAndLeavesNothing(Damage damage) throws IOException {
    Path file = damage.write(folder);
    Commands.Ran ran = reclass.run("model", "import", "mert", file);
    assertThat(ran.err().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("reclass: " + file).contains(damage.named));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.left()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"NAN_WEIGHTS", "CUT_ZIP"})
  void keepsTheEarlierPackage(Damage damage) throws IOException {
    assertThat(reclass.run("model", "import", "mert", mert().zip(folder.resolve("x"))).status())
        .isZero();
    reclass.run("model", "import", "mert", damage.write(folder));
    assertThat(reclass.left()).containsExactly("mert-32");
    assertThat(reclass.run("model", "verify", "mert-32").status()).isZero();
  }

  @Test
  void aHeadWithInvalidNumbersLeavesNothingOfItsEncoder() throws IOException {
    Path model = mert().zip(folder.resolve("pytorch_model.bin"));
    Path head =
        TinyHeads.of("fc.", WIDTH, 8, 8, 16)
            .put(
                "fc.6.bias",
                List.of(16),
                () ->
                    new float[] {
                      Float.POSITIVE_INFINITY, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
                    })
            .zip(folder.resolve("head.pth"));
    Commands.Ran ran = reclass.run("model", "import", "mert", model, "--head", head);
    assertThat(ran.err()).contains("head.pth: tensor fc.6.bias contains Infinity");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void aFolderWithoutWeightsIsReported() {
    Commands.Ran ran = reclass.run("model", "import", "mert", folder);
    assertThat(ran.err()).contains("neither model.safetensors nor pytorch_model.bin");
    assertThat(ran.status()).isEqualTo(1);
  }

  @Test
  void aCheckpointOfUnknownSizeNeedsItsConfiguration() throws IOException {
    Files.delete(folder.resolve("config.json"));
    Path file = mert().zip(folder.resolve("pytorch_model.bin"));
    Commands.Ran ran = reclass.run("model", "import", "mert", file);
    assertThat(ran.err()).contains("has the width 32").contains("config.json");
    assertThat(ran.status()).isEqualTo(1);
  }
}
