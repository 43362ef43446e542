package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.TorchFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints larger than the heap can be imported. */
class StreamedImportTest {
  @TempDir private Path folder;

  enum Container {
    ZIP {
      @Override
      Path write(TorchFiles tensors, Path file) throws IOException {
        return tensors.zip(file);
      }
    },
    LEGACY {
      @Override
      Path write(TorchFiles tensors, Path file) throws IOException {
        return tensors.legacy(file);
      }
    },
    SAFETENSORS {
      @Override
      Path write(TorchFiles tensors, Path file) throws IOException {
        return tensors.safetensors(file);
      }
    };

    abstract Path write(TorchFiles tensors, Path file) throws IOException;
  }

  /** Runs in its own JVM: writes an OpenJMLA checkpoint as ONNX. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      try (Checkpoint checkpoint = Checkpoint.open(Path.of(args[0]))) {
        JmlaFamily.encoder(checkpoint, OptionalInt.empty(), Import.Pooling.MEAN)
            .write(Path.of(args[1]), Precision.FP32);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void twiceTheHeapIsStreamedFromAnyContainer(Container container) throws Exception {
    Path file = container.write(RandomNetworks.vit(768, 3, 936), folder.resolve("epoch_20.pth"));
    assertThat(Files.size(file)).isGreaterThan(80_000_000);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString(),
                folder.resolve("encoder.onnx").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).isEmpty();
    assertThat(child.waitFor()).isZero();
    assertThat(Files.size(folder.resolve("encoder.data"))).isGreaterThan(80_000_000);
  }
}
