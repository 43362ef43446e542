package io.musicreclass.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;
import io.musicreclass.engine.tensorrt.probe.ScriptedDevice;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineKeyTest {
  private static final DeviceInfo ORIN = ScriptedDevice.ORIN;

  @TempDir private Path root;
  private ModelPackage model;

  @BeforeEach
  void write() throws IOException {
    model = TinyModel.write(root);
  }

  private static EngineKey of(
      ModelPackage model, PackageNetwork part, Precision precision, DeviceInfo on)
      throws IOException {
    return EngineKey.of(new BuildRequest(model, part), precision, on).orElseThrow();
  }

  private EngineKey encoder() throws IOException {
    return of(model, PackageNetwork.ENCODER, Precision.FP16, ORIN);
  }

  private static DeviceInfo device(String tensorrt, String gpu, String capability, long memory) {
    return new DeviceInfo(tensorrt, "12.6", "12.6", gpu, capability, memory);
  }

  @Test
  void everythingAnEngineDependsOnChangesItsKey() throws IOException {
    EngineKey b = encoder();
    OptimizationProfile other =
        new OptimizationProfile(List.of(1L, 3L), List.of(4L, 3L), List.of(4L, 3L));
    List<EngineKey> all =
        List.of(
            b,
            of(model, PackageNetwork.ENCODER, Precision.FP32, ORIN),
            of(model, PackageNetwork.HEAD, Precision.FP32, ORIN),
            of(
                model,
                PackageNetwork.ENCODER,
                Precision.FP16,
                device("10.7.0", "Orin", "8.7", 64L << 30)),
            of(
                model,
                PackageNetwork.ENCODER,
                Precision.FP16,
                device("10.3.0", "Thor", "8.7", 64L << 30)),
            of(
                model,
                PackageNetwork.ENCODER,
                Precision.FP16,
                device("10.3.0", "Orin", "11.0", 64L << 30)),
            new EngineKey(b.request(), b.onnx(), b.files(), b.precision(), other, b.device()),
            new EngineKey(
                b.request(), b.onnx(), List.of("0", ""), b.precision(), b.profile(), b.device()),
            of(
                TinyModel.write(root, "tiny", new Card.FrontEnd("vggish", Map.of("x", 1)), true),
                PackageNetwork.ENCODER,
                Precision.FP16,
                ORIN));
    Set<String> keys = new HashSet<>();
    for (EngineKey key : all) {
      keys.add(key.digest());
    }
    assertThat(keys).hasSize(all.size()).allMatch(key -> key.matches("[0-9a-f]{64}"));
  }

  @Test
  void theKeyIsTheSameAtTheNextStart() throws IOException {
    DeviceInfo newDriver = new DeviceInfo("10.3.0", "12.8", "13.0", "Orin", "8.7", 64L << 30);
    assertThat(
            of(TinyModel.write(root), PackageNetwork.ENCODER, Precision.FP16, newDriver).digest())
        .isEqualTo(encoder().digest());
  }

  @Test
  void aPackageWithoutHalfPrecisionHasNoKeyForIt() throws IOException {
    ModelPackage full = TinyModel.write(root, "full", TinyModel.FIXED, false);
    assertThat(EngineKey.of(new BuildRequest(full, PackageNetwork.ENCODER), Precision.FP16, ORIN))
        .isEmpty();
    assertThat(EngineKey.of(new BuildRequest(model, PackageNetwork.HEAD), Precision.FP16, ORIN))
        .isEmpty();
  }

  @Test
  void anEncoderWithoutGoldenOutputIsNotCompiled() throws IOException {
    ModelPackage blind = TinyModel.write(root, "blind", TinyModel.FIXED, false, null);
    assertThatThrownBy(() -> of(blind, PackageNetwork.ENCODER, Precision.FP32, ORIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("blind: its card has no golden output")
        .hasMessageContaining("import it again");
  }

  @Test
  void networksOfFixedLengthAreCompiledForBatches() throws IOException {
    OptimizationProfile profile = encoder().profile();
    assertThat(profile.least()).containsExactly(1L, 3L);
    assertThat(profile.most()).containsExactly(8L, 3L);
    assertThat(of(model, PackageNetwork.HEAD, Precision.FP32, ORIN).profile().most())
        .containsExactly(8L, 3L);
  }

  private OptimizationProfile mert(long memory, Precision precision) throws IOException {
    Card.Response second = new Card.Response(List.of(1, 24_000), List.of(1.0, 2.0, 3.0));
    ModelPackage mert =
        TinyModel.write(root, "mert", new Card.FrontEnd("mert", Map.of()), true, second);
    return of(mert, PackageNetwork.ENCODER, precision, device("10.3.0", "Orin", "8.7", memory))
        .profile();
  }

  @Test
  void mertIsCompiledForOneToThirtySeconds() throws IOException {
    OptimizationProfile profile = mert(64L << 30, Precision.FP16);
    // The package says 16 kHz: 480,000 samples are 30 s.
    assertThat(profile.least()).containsExactly(1L, 24_000L);
    assertThat(profile.most()).containsExactly(8L, 480_000L);
  }

  @Test
  void aBatchTakesAQuarterOfTheMemoryAtMost() throws IOException {
    // 480,000 x 300 x 2 bytes = 275 MiB a song, 8 GiB / 4 = 2 GiB: 7 songs; in 32 bits 3.
    assertThat(mert(8L << 30, Precision.FP16).most().get(0)).isEqualTo(7);
    assertThat(mert(8L << 30, Precision.FP32).most().get(0)).isEqualTo(3);
    assertThat(mert(1L << 30, Precision.FP32).most().get(0)).isEqualTo(1);
  }

  @Test
  void theGenreCnnIsCompiledForItsThirtySeconds() throws IOException {
    Card.Response small = new Card.Response(List.of(1, 1, 128, 128), List.of(1.0, 2.0, 3.0));
    ModelPackage free =
        TinyModel.write(root, "cnn", new Card.FrontEnd("gtzan-cnn", Map.of()), false, small);
    OptimizationProfile profile = of(free, PackageNetwork.ENCODER, Precision.FP32, ORIN).profile();
    assertThat(profile.least()).containsExactly(1L, 1L, 128L, 128L);
    assertThat(profile.most()).containsExactly(8L, 1L, 128L, 1292L);
    ModelPackage fixed =
        TinyModel.write(
            root, "cnn", new Card.FrontEnd("gtzan-cnn", Map.of("frames", 128)), false, small);
    assertThat(of(fixed, PackageNetwork.ENCODER, Precision.FP32, ORIN).profile().most())
        .containsExactly(8L, 1L, 128L, 128L);
  }
}
