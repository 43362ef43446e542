package io.musicreclass.classify;

import io.musicreclass.engine.EncoderCheck;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks a model package. */
public final class PackageCheck {
  private PackageCheck() {}

  /**
   * Compares the files with their hashes, then runs the golden vectors of encoder and head, and
   * looks for the other models whose outputs the head takes.
   *
   * @param store the packages of this machine
   * @param engine the CPU engine, which computed the golden vectors in the cards
   * @return what is wrong, each problem with its remedy; empty if nothing is
   */
  public static List<String> wrong(ModelPackage model, ModelStore store, Engine engine) {
    List<String> wrong = new ArrayList<>(model.verify());
    if (wrong.isEmpty()) {
      EncoderCheck.verify(model, engine).ifPresent(wrong::add);
    }
    if (wrong.isEmpty() && model.head().isPresent()) {
      try (Head head = Head.load(model, engine)) {
        head.verify().ifPresent(wrong::add);
      } catch (IOException e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
    wrong.addAll(store.missingInputs(model));
    return wrong;
  }
}
