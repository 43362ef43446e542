package io.musicreclass.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
import io.musicreclass.engine.tensorrt.probe.ScriptedDevice;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path root;
  private EngineCache cache;
  private EngineKey key;

  @BeforeEach
  void write() throws IOException {
    cache = new EngineCache(root.resolve("trt"));
    BuildRequest request = new BuildRequest(TinyModel.write(root), PackageNetwork.ENCODER);
    key = EngineKey.of(request, Precision.FP16, ScriptedDevice.ORIN).orElseThrow();
  }

  private EngineManifest make(Path file) throws IOException {
    Files.writeString(file, "an engine");
    return EngineManifest.of(key, file, 1 << 20, 0.9999, AT, 61);
  }

  private Path file(String suffix) {
    return root.resolve("trt/tiny").resolve(key.digest() + suffix);
  }

  @Test
  void anEngineThatPassedIsFoundWithItsManifest() throws IOException {
    assertThat(cache.find(key)).isEmpty();
    CachedEngine made = cache.make(key, this::make, () -> true);
    CachedEngine found = new EngineCache(root.resolve("trt")).find(key).orElseThrow();
    assertThat(found).isEqualTo(made);
    assertThat(found.engine()).hasContent("an engine");
    assertThat(Files.readString(file(".json")))
        .contains("\"schema\" : 1", "\"model\" : \"tiny\"", "\"part\" : \"encoder\"")
        .contains("\"precision\" : \"fp16\"", "\"tensorrt\" : \"10.3.0\"", "\"gpu\" : \"Orin\"")
        .contains("\"cosine\" : 0.9999", "\"at\" : \"2026-11-22T10:00:00Z\"", "\"seconds\" : 61");
  }

  @Test
  void anEngineThatDidNotPassLeavesTheOldOneInPlace() throws IOException {
    var unused = cache.make(key, this::make, () -> true);
    Files.setLastModifiedTime(file(".engine"), FileTime.from(AT));
    Files.writeString(file(".json"), "{}"); // so it is built again
    assertThatThrownBy(
            () ->
                cache.make(
                    key,
                    file -> {
                      Files.writeString(file, "a wrong one");
                      throw new NumericMismatchException("wrong");
                    },
                    () -> true))
        .isInstanceOf(NumericMismatchException.class);
    assertThat(file(".engine")).hasContent("an engine");
    assertThat(EngineFiles.list(root.resolve("trt/tiny"), "*.part")).isEmpty();
  }

  @Test
  void anEngineWithAnInvalidManifestIsIgnored() throws IOException {
    var unused = cache.make(key, this::make, () -> true);
    for (String text :
        List.of("", "null", "[]", "{\"schema\": 2}", "{\"schema\": 1}", "\0", "{\0\0\0[[[\0")) {
      Files.writeString(file(".json"), text);
      assertThat(cache.find(key)).as(text).isEmpty();
    }
    Files.write(file(".json"), new byte[1 << 17]);
    assertThat(cache.find(key)).isEmpty();
  }

  @Test
  void aForeignEngineUnderTheRightNameIsPutAside() throws IOException {
    var unused = cache.make(key, this::make, () -> true);
    assertThat(cache.find(key)).isPresent();
    Files.writeString(file(".engine"), "an enginf");
    Files.setLastModifiedTime(file(".engine"), FileTime.from(AT));
    assertThat(cache.find(key)).isEmpty();
    assertThat(file(".engine.bad")).hasContent("an enginf");
    assertThat(file(".engine")).doesNotExist();
    assertThat(file(".json")).doesNotExist();
  }

  @Test
  void oneThreadBuildsAndTheOthersUseItsEngine() throws Exception {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    EngineCache.Maker maker =
        file -> {
          made.incrementAndGet();
          begun.countDown();
          wait(go);
          return make(file);
        };
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<CachedEngine> first = threads.submit(() -> cache.make(key, maker, () -> true));
      wait(begun);
      Future<CachedEngine> second = threads.submit(() -> cache.make(key, maker, () -> true));
      EngineCache another = new EngineCache(root.resolve("trt"));
      Future<CachedEngine> third = threads.submit(() -> another.make(key, maker, () -> true));
      go.countDown();
      assertThat(second.get()).isEqualTo(first.get());
      assertThat(third.get()).isEqualTo(first.get());
      assertThat(made).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void wait(CountDownLatch latch) throws InterruptedIOException {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** Takes the lock, says so and keeps it until its input ends. */
  public static void main(String... args) throws IOException {
    BuildLock lock = BuildLock.take(Path.of(args[0]), () -> true);
    System.out.println("locked");
    while (System.in.read() >= 0) {
      // until the test has seen enough
    }
    lock.close();
  }

  @Test
  void aBuildInAnotherProcessIsWaitedForAndMayBeKilled() throws Exception {
    Path file = root.resolve("trt/.lock");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EngineCacheTest.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("locked");
      AtomicInteger asked = new AtomicInteger();
      assertThatThrownBy(() -> cache.make(key, this::make, () -> asked.incrementAndGet() < 3))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(asked).hasValue(3);
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(cache.make(key, this::make, () -> true).engine()).exists();
  }

  @Test
  void timingsAreStoredByDevice() throws IOException {
    DeviceInfo update = new DeviceInfo("10.7.0", "12.6", "12.6", "Orin", "8.7", 1);
    assertThat(cache.timings(ScriptedDevice.ORIN))
        .isEqualTo(cache.timings(ScriptedDevice.ORIN))
        .isNotEqualTo(cache.timings(update))
        .hasParentRaw(root.resolve("trt"));
  }

  @Test
  void aFullDiskIsReportedBeforeAnythingIsCompiled() {
    assertThatThrownBy(() -> EngineFiles.needSpace(root, Long.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("MB of free disk space")
        .hasMessageContaining("free some space");
  }
}
