package io.musicreclass.engine.tensorrt.probe;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/** No GPU is looked for. */
@TargetClass(GpuProbe.class)
final class NoGpu {
  private NoGpu() {}

  @Substitute
  public static GpuReport probe() {
    return new GpuReport.Absent();
  }
}
