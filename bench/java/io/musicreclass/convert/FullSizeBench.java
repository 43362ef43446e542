package io.musicreclass.convert;

import com.sun.management.OperatingSystemMXBean;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Imports and runs networks of full size with random weights, written first in their real formats:
 * {@code FullSizeBench FOLDER mert95|mert330|vit [RUNS]}. Prints seconds (wall, and processor
 * seconds by two threads, which a busy machine stretches less) and the peak of memory so far. Start
 * it with {@code -Xmx1g} and the class path in the environment.
 */
public final class FullSizeBench {
  private static final int THREADS = 2;
  private static final int SECONDS = 30;
  private static final int RATE = 24_000;

  private FullSizeBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    String kind = arguments[1];
    int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Path onnx = folder.resolve(kind + ".onnx");
    Path checkpoint = checkpoint(folder, kind);
    Clock clock = new Clock();
    try (Checkpoint open = Checkpoint.open(checkpoint)) {
      Encoder encoder =
          kind.equals("vit")
              ? Encoder.jmla(open, OptionalInt.empty(), Pooling.MEAN)
              : Encoder.mert(open, folder.resolve(kind + ".json"));
      encoder.write(onnx, Precision.FP32);
      System.out.println(kind + " " + encoder.facts());
    }
    clock.say("import of " + Files.size(checkpoint) + " bytes");
    clock = new Clock();
    try (OnnxEngine engine = new OnnxEngine(THREADS);
        Network network = engine.load(onnx)) {
      clock.say("load");
      float[] input = new float[kind.equals("vit") ? 80 * 2992 : SECONDS * RATE];
      Random random = new Random(1);
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) random.nextGaussian();
      }
      for (int run = 0; run < runs; run++) {
        clock = new Clock();
        if (kind.equals("vit")) {
          network.run(input, 1, 80, 2992);
        } else {
          network.run(input, 1, input.length);
        }
        clock.say("run");
      }
    }
  }

  private static Path checkpoint(Path folder, String kind) throws IOException {
    Path file =
        folder.resolve(
            switch (kind) {
              case "mert95" -> "pytorch_model.bin";
              case "mert330" -> "model.safetensors";
              default -> "epoch_20.pth";
            });
    boolean there = Files.exists(file);
    switch (kind) {
      case "mert95" -> {
        RandomNetworks.mertConfig(folder.resolve("mert95.json"), 768, 12, 12, 3072, false);
        return there ? file : RandomNetworks.mert(768, 12, 3072).zip(file);
      }
      case "mert330" -> {
        RandomNetworks.mertConfig(folder.resolve("mert330.json"), 1024, 24, 16, 4096, true);
        return there ? file : RandomNetworks.mert(1024, 24, 4096).safetensors(file);
      }
      default -> {
        return there ? file : RandomNetworks.vit(768, 12, 936).zip(file);
      }
    }
  }

  /** Wall and processor seconds since it was made. */
  private static final class Clock {
    private static final OperatingSystemMXBean SYSTEM =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long wall = System.nanoTime();
    private final long processor = SYSTEM.getProcessCpuTime();

    void say(String what) throws IOException {
      String peak =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmHWM"))
              .findFirst()
              .orElse("VmHWM: unknown")
              .replaceAll("\\s+", " ");
      System.out.printf(
          "%s: %.2f s, %.2f s on %d processors, %s%n",
          what,
          (System.nanoTime() - wall) / 1e9,
          (SYSTEM.getProcessCpuTime() - processor) / 1e9 / THREADS,
          THREADS,
          peak);
    }
  }
}
