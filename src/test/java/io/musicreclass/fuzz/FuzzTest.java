package io.musicreclass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.musicreclass.testing.MemoryTempDir;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every reader of what comes from outside takes its seeds, what the fuzzer found, and changed
 * copies of both: it accepts or refuses each of them as documented, ends, and needs little memory.
 * {@code src/fuzz} looks for more.
 */
class FuzzTest {
  private static final int CHANGED = 120;

  /** Only stops a reader that does not end. */
  private static final Duration HANGS = Duration.ofMinutes(2);

  /** Allocated for one input of some kilobytes, most of it by the libraries. */
  private static final long MOST_BYTES = 256L << 20;

  private static final Logger ROOT = Logger.getLogger("");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Level usual;

  @TempDir(factory = MemoryTempDir.class)
  private Path folder;

  @BeforeAll
  static void silence() {
    usual = ROOT.getLevel();
    ROOT.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    ROOT.setLevel(usual);
  }

  @TestFactory
  Stream<DynamicTest> everyInputIsReadOrRefused() {
    return FuzzTargets.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertTimeoutPreemptively(HANGS, () -> readAll(name))));
  }

  private void readAll(String name) throws IOException {
    FuzzTarget target = FuzzTargets.of(name, folder.resolve(name));
    Map<String, byte[]> inputs = FuzzTargets.inputs(name, target);
    assertThat(inputs).isNotEmpty();
    inputs.forEach((title, input) -> read(target, title, input));
    Mutation mutation = new Mutation(List.copyOf(inputs.values()));
    for (int i = 0; i < CHANGED; i++) {
      read(target, "changed input " + i, mutation.next());
    }
  }

  private static void read(FuzzTarget target, String title, byte[] input) {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    try {
      target.read(input);
    } catch (Throwable e) {
      throw new AssertionError(title + " of " + bytes(input), e);
    }
    long used = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(used).as("bytes allocated for %s of %s", title, bytes(input)).isLessThan(MOST_BYTES);
  }

  private static String bytes(byte[] input) {
    return input.length
        + " bytes "
        + HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(600, input.length)));
  }
}
