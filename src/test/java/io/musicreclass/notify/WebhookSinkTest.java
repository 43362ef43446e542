package io.musicreclass.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Songs;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.MqttSink;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A second output besides MQTT, as a developer would add it. */
@Timeout(60)
class WebhookSinkTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path home;
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger requests = new AtomicInteger();
  private final Problems problems = new Problems();
  private HttpServer server;
  private Ledger ledger;
  private List<Sink> sinks;

  @BeforeEach
  void open() throws IOException {
    ledger = Ledger.open(home);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/genre");
    sinks = List.of(new MqttSink(null, new Messages("n"), CLOCK), new WebhookSink(url));
  }

  @AfterEach
  void close() {
    server.stop(0);
    ledger.close();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (status.get() == 200) {
      posted.add(body);
    }
    requests.incrementAndGet();
    exchange.sendResponseHeaders(status.get(), -1);
    exchange.close();
  }

  private void classify(int number, String genre) {
    TrackId id = Songs.id(number);
    ledger.queue().arrive(Songs.file(number + ".mp3"), Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    ledger.tracks().identify(job, id, 200, "mp3", 44100, 2, SongTags.NONE);
    Verdict.Decided verdict =
        new Verdict.Decided(genre, 0.9, true, 1, "top1", Map.of(genre, 0.9), List.of());
    ClassifiedTrack track =
        new ClassifiedTrack(id, job.path(), Origin.INBOX, verdict, 200, 5, 50, CLOCK.instant());
    ledger.completion().decide(job, track, new EventPolicy(ledger, sinks, CLOCK).verdict(track));
  }

  private int pending(String sink) {
    return ledger.outbox().pending(sink, 0, 100).size();
  }

  private OutboxRelays relays() {
    return new OutboxRelays(ledger, sinks, problems, CLOCK);
  }

  private static String json(int number, String genre) {
    return "{\"id\":\"%s\",\"genre\":\"%s\"}".formatted(Songs.id(number).value(), genre);
  }

  @Test
  void genresArePostedInOrderWhileTheBrokerIsUnavailableAndItsMessagesStay() {
    classify(1, "Jazz");
    classify(2, "Rock");
    assertThat(pending("mqtt")).isEqualTo(6);
    assertThat(pending("webhook")).isEqualTo(2);
    try (OutboxRelays relays = relays()) {
      relays.start();
      relays.wake();
      Eventually.holds("all is posted", () -> pending("webhook") == 0);
    }
    assertThat(posted).containsExactly(json(1, "Jazz"), json(2, "Rock"));
    assertThat(pending("mqtt")).isEqualTo(6);
  }

  @Test
  void aServerErrorIsRetriedAndARefusalIsNot() {
    classify(1, "Jazz");
    status.set(503);
    try (OutboxRelays relays = relays()) {
      relays.start();
      relays.wake();
      Eventually.holds("it is retried", () -> requests.get() > 1);
      assertThat(pending("webhook")).isEqualTo(1);
      status.set(413);
      Eventually.holds("it is removed", () -> pending("webhook") == 0);
    }
    assertThat(posted).isEmpty();
    assertThat(ledger.outbox().refusals(10))
        .containsExactly("The webhook answered with status 413");
  }
}
