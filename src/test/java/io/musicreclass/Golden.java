package io.musicreclass;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reference data next to the project, not part of it; tests skip without them. */
public final class Golden {
  private static final Path SHARED = Path.of("../shared").toAbsolutePath().normalize();

  private Golden() {}

  /** The file or folder of that name; skips the calling test, with a line, if it is absent. */
  public static Path path(String name) {
    Path path = SHARED.resolve(name);
    boolean exists = Files.exists(path);
    if (!exists) {
      System.out.println("SKIPPED: no reference data " + name + " next to the project");
    }
    Assumptions.assumeTrue(exists, "reference data " + name + " is not next to the project");
    return path;
  }
}
