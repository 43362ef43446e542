package io.musicreclass.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
  private final Closer closer = new Closer();
  private final List<String> closed = new ArrayList<>();

  private AutoCloseable named(String name) {
    return () -> closed.add(name);
  }

  @Test
  void allAreClosedInReverseOrderWhateverOneOfThemThrows() {
    closer.add(named("first"));
    closer.add(
        () -> {
          throw new NoClassDefFoundError("X");
        });
    closer.add(named("last"));
    closer.close();
    closer.close();
    assertThat(closed).containsExactly("last", "first");
  }

  @Test
  void whatIsAddedAfterTheEndIsClosedAtOnceAndRefused() {
    closer.close();
    assertThatThrownBy(() -> closer.add(named("late"))).isInstanceOf(IllegalStateException.class);
    assertThat(closed).containsExactly("late");
  }
}
