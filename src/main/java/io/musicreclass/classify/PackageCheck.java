package io.musicreclass.classify;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Rehearsal;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether a model package is sound. */
public final class PackageCheck {
  private PackageCheck() {}

  /**
   * Compares the files with their hashes, then runs the golden vectors of encoder and head.
   *
   * @param engine the CPU's, whose numbers the cards remember
   * @return what is wrong, each with its mend; empty when nothing is
   */
  public static List<String> wrong(ModelPackage model, Engine engine) {
    List<String> wrong = new ArrayList<>(model.verify());
    if (wrong.isEmpty()) {
      Rehearsal.verify(model, engine).ifPresent(wrong::add);
    }
    if (wrong.isEmpty() && model.head().isPresent()) {
      try (Head head = Head.load(model, engine)) {
        head.verify().ifPresent(wrong::add);
      } catch (IOException e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
    return wrong;
  }
}
