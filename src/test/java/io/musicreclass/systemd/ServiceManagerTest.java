package io.musicreclass.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.publish.Eventually;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {
  private static final ServiceState STARTING = new ServiceState(false, true, "Starting");
  private static final ServiceState IDLE = new ServiceState(true, true, "Idle");
  private static final ServiceState STALLED = new ServiceState(true, false, "Idle");

  @TempDir private Path folder;

  private final AtomicReference<ServiceState> state = new AtomicReference<>(STARTING);
  private final AtomicInteger asked = new AtomicInteger();

  private ServiceState state() {
    asked.incrementAndGet();
    return state.get();
  }

  private ServiceManager manager(String socket, String watchdog) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NOTIFY_SOCKET", socket);
    environment.put("WATCHDOG_USEC", watchdog);
    return new ServiceManager(environment, this::state);
  }

  private void askedAgain() {
    int before = asked.get();
    Eventually.holds("asked twice more", () -> asked.get() > before + 2);
  }

  @Test
  void readyIsToldOnceAndTheStatusWhenItChanges() {
    String socket = folder.resolve("notify").toString();
    try (LocalDatagrams received = new LocalDatagrams(socket)) {
      try (ServiceManager manager = manager(socket, "30000")) {
        manager.start();
        askedAgain();
        assertThat(received.lines()).contains("STATUS=Starting").doesNotContain("READY=1");
        state.set(IDLE);
        askedAgain();
        assertThat(received.lines()).containsOnlyOnce("READY=1", "STATUS=Starting", "STATUS=Idle");
        assertThat(received.lines().indexOf("READY=1"))
            .isLessThan(received.lines().indexOf("STATUS=Idle"));
      }
      assertThat(received.lines()).containsOnlyOnce("STOPPING=1");
    }
  }

  @Test
  void theWatchdogIsFedOnlyWhileTheWorkMakesProgress() {
    String socket = folder.resolve("notify").toString();
    try (LocalDatagrams received = new LocalDatagrams(socket);
        ServiceManager manager = manager(socket, "30000")) {
      state.set(IDLE);
      manager.start();
      askedAgain();
      assertThat(received.lines()).contains("WATCHDOG=1");
      state.set(STALLED);
      askedAgain();
      int fed = received.lines().size();
      askedAgain();
      assertThat(received.lines()).hasSize(fed);
      state.set(IDLE);
      askedAgain();
      assertThat(received.lines()).hasSizeGreaterThan(fed);
    }
  }

  @Test
  void aReloadIsFramed() {
    String socket = "@reclass-test-" + ProcessHandle.current().pid();
    try (LocalDatagrams received = new LocalDatagrams(socket);
        ServiceManager manager = manager(socket, "no number")) {
      manager.reloading();
      manager.reloaded();
      assertThat(received.lines()).hasSize(3).startsWith("RELOADING=1").endsWith("READY=1");
      assertThat(received.lines().get(1)).matches("MONOTONIC_USEC=\\d+");
    }
  }

  @Test
  void withoutAServiceManagerNobodyIsAsked() {
    for (String socket : new String[] {"", "relative", "/" + "x".repeat(200)}) {
      try (ServiceManager manager = manager(socket, "")) {
        manager.start();
        manager.reloading();
      }
    }
    try (ServiceManager manager = new ServiceManager(Map.of(), this::state)) {
      manager.start();
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void aServiceManagerThatIsGoneDoesNoHarm() {
    state.set(IDLE);
    try (ServiceManager manager = manager(folder.resolve("gone").toString(), "30000")) {
      manager.start();
      askedAgain();
    }
  }
}
