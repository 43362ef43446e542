package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.engine.select.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need neither daemon nor broker. */
class CommandLineIT {
  @TempDir private Path folder;
  private Reclass reclass;

  @BeforeEach
  void setUp() throws Exception {
    reclass = Reclass.in(folder);
  }

  @Test
  void classifyPrintsOnlyResultsAndContinuesAfterABadFile() throws Exception {
    Songs.write(folder.resolve("a.wav"), 1, 5);
    Files.writeString(folder.resolve("b.mp3"), "no song");
    Songs.write(folder.resolve("c.wav"), 2, 5);
    Reclass.Finished finished = reclass.command("classify", "--json", "a.wav", "b.mp3", "c.wav");
    assertThat(finished.status()).isEqualTo(1);
    List<String> lines = finished.out().lines().toList();
    assertThat(lines).hasSize(2);
    ObjectNode first = (ObjectNode) new ObjectMapper().readTree(lines.get(0));
    assertThat(first.get("file").asText()).isEqualTo("a.wav");
    assertThat(first.get("genres").size()).isPositive();
    assertThat(finished.err().lines()).singleElement().asString().contains("b.mp3: ");
    assertThat(folder.resolve("var")).doesNotExist();
  }

  @Test
  void featuresPrintsCsvInTheOrderOfThePublishedTable() throws Exception {
    Path songs = Files.createDirectory(folder.resolve("songs"));
    Songs.write(songs.resolve("x, y.wav"), 3, 3);
    Songs.write(songs.resolve("z.wav"), 4, 3);
    Reclass.Finished finished = reclass.command("features", "songs");
    assertThat(finished.status()).as(finished.err()).isZero();
    List<String> lines = finished.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("clip,chroma_cens.kurtosis.01,").endsWith(",zcr.std.01");
    assertThat(lines.get(1)).startsWith("\"x, y\",");
    assertThat(lines.get(2).split(",")).hasSize(519);
    assertThat(finished.err()).isEmpty();
  }

  @Test
  void featuresWritesNumpyFilesToo() throws Exception {
    Songs.write(folder.resolve("z.wav"), 4, 3);
    assertThat(reclass.command("features", "-o", "f.npy", "z.wav").status()).isZero();
    assertThat(Files.size(folder.resolve("f.npy"))).isEqualTo(128 + 4 * 518);
    assertThat(Files.readString(folder.resolve("f.csv"))).contains("z," + folder.resolve("z.wav"));
  }

  @Test
  void theBundledModelIsListedAndVerified() throws Exception {
    assertThat(reclass.command("model", "list").out())
        .contains("gtzan48: stage fma (bundled)")
        .contains("Hip-Hop");
    Reclass.Finished verified = reclass.command("model", "verify");
    assertThat(verified.out()).contains("gtzan48: ok");
    assertThat(verified.status()).isZero();
  }

  private static void assumeNoGpu() {
    assumeThat(Engines.gpu().there()).as("this machine has a GPU").isFalse();
  }

  @Test
  void runFailsIfTensorRtIsConfiguredWithoutAGpu() throws Exception {
    assumeNoGpu();
    Reclass.Finished run = reclass.set("RECLASS_ENGINE_KIND", "tensorrt").command("run");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("reclass.engine.kind is tensorrt", "no NVIDIA GPU", "reclass.engine.kind=auto");
  }

  @Test
  void withoutAGpuDoctorDoesNotMentionOne() throws Exception {
    assumeNoGpu();
    Reclass.Finished doctor = reclass.command("doctor");
    assertThat(doctor.out()).contains("ok       engine    onnx ").doesNotContain("NVIDIA");
  }

  @Test
  void doctorReportsThatThereIsNoGpu() throws Exception {
    assumeNoGpu();
    Reclass.Finished doctor = reclass.command("doctor", "--probe-gpu");
    assertThat(doctor.status()).isEqualTo(1);
    assertThat(doctor.out()).contains("PROBLEM  gpu       this machine has no NVIDIA GPU");
  }

  @Test
  void doctorFindsNoProblemInANewCheckout() throws Exception {
    assumeNoGpu();
    Reclass.Finished doctor = reclass.command("doctor");
    assertThat(doctor.status()).as(doctor.out()).isZero();
    assertThat(doctor.out()).contains("ok       decoder", "ok       stage     fma: gtzan48");
  }

  @Test
  void whyNamesTheRuleThatIgnoresAFile() throws Exception {
    Path partial = Files.writeString(reclass.inbox().resolve("song.mp3.part"), "x");
    assertThat(reclass.command("why", partial.toString()).out()).contains("ignored");
    assertThat(reclass.command("why", "/etc/passwd").out()).contains("not in the inbox");
  }

  @Test
  void aMistypedCommandIsAUsageErrorWithAHint() throws Exception {
    Reclass.Finished finished = reclass.command("clasify", "x");
    assertThat(finished.status()).isEqualTo(2);
    assertThat(finished.err()).contains("clasify").contains("--help");
    assertThat(finished.out()).isEmpty();
  }
}
