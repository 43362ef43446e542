package io.musicreclass;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reference data that lie beside the project, not in it: tests that use them skip without. */
public final class Golden {
  private static final Path SHARED = Path.of("../shared").toAbsolutePath().normalize();

  private Golden() {}

  /** The file or folder of that name; skips the calling test, with a line, where it is absent. */
  public static Path path(String name) {
    Path path = SHARED.resolve(name);
    boolean there = Files.exists(path);
    if (!there) {
      System.out.println("SKIPPED: no reference data " + name + " beside the project");
    }
    Assumptions.assumeTrue(there, "reference data " + name + " is not beside the project");
    return path;
  }
}
