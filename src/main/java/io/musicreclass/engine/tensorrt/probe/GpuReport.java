package io.musicreclass.engine.tensorrt.probe;

import java.io.IOException;
import java.util.List;

/** The result of probing for a GPU. */
public sealed interface GpuReport {
  /** This machine has no NVIDIA GPU. */
  record Absent() implements GpuReport {}

  /**
   * There is one, but it cannot be used.
   *
   * @param problems a sentence each: what is missing or failed, and what to do
   */
  record Unusable(List<String> problems) implements GpuReport {
    public Unusable {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("A GPU that cannot be used needs a reason");
      }
    }
  }

  /**
   * There is one, and a child process has built and run a network on it with the right result.
   *
   * @param line the bindings that fit it
   */
  record Usable(BindingSet line, DeviceInfo info) implements GpuReport {
    /**
     * Opens it in this process.
     *
     * @throws IOException if it fails although it succeeded in the child process; says why
     */
    public GpuDevice open() throws IOException {
      return Bindings.open(line);
    }

    /** The GPU and the versions of its libraries and driver, for people. */
    public String text() {
      return "%s (compute capability %s, %d MB), TensorRT %s (bindings for %s), CUDA %s, driver for %s"
          .formatted(
              info.gpu(),
              info.capability(),
              info.memory() >> 20,
              info.tensorrt(),
              line.headers(),
              info.cuda(),
              info.driver());
    }
  }
}
