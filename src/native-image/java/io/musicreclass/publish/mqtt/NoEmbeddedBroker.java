package io.musicreclass.publish.mqtt;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Optional;

/** Without a configured broker, the one of this machine is used. */
@TargetClass(EmbeddedBroker.class)
final class NoEmbeddedBroker {
  private NoEmbeddedBroker() {}

  @Substitute
  static Optional<?> start(int port) {
    return Optional.empty();
  }

  @Substitute
  public void close() {}
}
