package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.web.TestDaemon;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event streams of pages, from the daemon that runs. */
class EventsTest {
  private static final String END = "end of the stream";
  private static final int TIMEOUT_S = 30;

  @TempDir private Path folder;
  private TestDaemon testDaemon;
  private Events events;

  @BeforeEach
  void start() throws IOException {
    testDaemon = TestDaemon.start(folder);
    events = new Events(testDaemon.holder(), new ObjectMapper());
  }

  @AfterEach
  void close() {
    testDaemon.stopping();
    testDaemon.close();
  }

  /** A page's connection: the names of the events it received. */
  private BlockingQueue<String> page() {
    BlockingQueue<String> names = new LinkedBlockingQueue<>();
    var unused =
        events.stream()
            .subscribe()
            .with(
                event -> names.add(event.name()),
                failure -> names.add(failure.toString()),
                () -> names.add(END));
    return names;
  }

  /** Waits for an event; others may come before it. */
  private static void await(BlockingQueue<String> names, String wanted)
      throws InterruptedException {
    String name;
    do {
      name = names.poll(TIMEOUT_S, TimeUnit.SECONDS);
      assertThat(name).as("an event before %s", wanted).isNotNull();
    } while (!name.equals(wanted));
  }

  /** Makes the daemon publish the event {@code revised}. */
  private void revote() {
    assertThat(testDaemon.holder().started().revoteRunner().start()).isTrue();
  }

  @Test
  void aPageReceivesTheStateAndThenTheDaemonsEvents() throws InterruptedException {
    BlockingQueue<String> page = page();
    assertThat(page.poll()).isEqualTo("stats");
    assertThat(page.poll()).isEqualTo("health");
    assertThat(page.poll()).isEqualTo("problems");

    revote();

    await(page, "revised");
  }

  @Test
  void everyPageReceivesAnEvent() throws InterruptedException {
    BlockingQueue<String> first = page();
    BlockingQueue<String> second = page();

    revote();

    await(first, "revised");
    await(second, "revised");
  }

  @Test
  void aReloadEndsTheStreamsAndNewOnesFollowTheNewDaemon() throws InterruptedException {
    BlockingQueue<String> before = page();

    var unused = testDaemon.holder().reload();

    await(before, END);
    BlockingQueue<String> after = page();
    revote();
    await(after, "revised");
    assertThat(before).isEmpty();
  }

  @Test
  void aStopEndsTheStreamsForGood() throws InterruptedException {
    BlockingQueue<String> page = page();

    testDaemon.stopping();

    await(page, END);
    assertThatThrownBy(events::stream).isInstanceOf(ServiceUnavailableException.class);
  }
}
