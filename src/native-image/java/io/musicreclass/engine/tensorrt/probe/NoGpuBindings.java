package io.musicreclass.engine.tensorrt.probe;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;

/** The class loaders of the bindings are out of reach. */
@TargetClass(Bindings.class)
final class NoGpuBindings {
  private NoGpuBindings() {}

  @Substitute
  @SuppressWarnings("DoNotCallSuggester") // it replaces a method that has callers
  static GpuDevice open(BindingSet line) throws IOException {
    throw new IOException("this build runs networks on the CPU only");
  }
}
