package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.fuzz.FuzzTarget;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.options.RuntimeOption;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.ParsedRequest;
import io.musicreclass.publish.ReceivedMessage;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.revote.Corrections;
import io.musicreclass.revote.RevoteRunner;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * What a node receives over MQTT. An input is a topic below the node's base, such as {@code
 * set/pause} or {@code request/lookup}, a line break, and the payload.
 */
public final class CommandFuzz implements FuzzTarget {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Messages messages = new Messages("node");
  private final RuntimeOptions options;
  private final RequestHandler handler;

  public CommandFuzz(Path folder) throws IOException {
    VoteFixture fixture = new VoteFixture(Files.createDirectories(folder));
    fixture.storeSongs(3, true);
    Ledger ledger = Ledger.open(fixture.home());
    EventPolicy events =
        new EventPolicy(
            ledger, ConfiguredSinks.offline(messages, Clock.systemUTC()), Clock.systemUTC());
    options = RuntimeOptions.of(new TestStages(folder).settings(), ledger, 3, fixture.rules());
    handler =
        new RequestHandler(
            ledger,
            folder,
            () -> {},
            () -> 0,
            new RevoteRunner(ledger, VoteFixture.revote(ledger, fixture.stageRunner()), () -> {}),
            new Corrections(
                ledger, events, VoteFixture.GENRES.names(), Clock.systemUTC(), () -> {}));
  }

  @Override
  public Map<String, byte[]> seeds() {
    String id = VoteFixture.id(0).value();
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    add(seeds, "set/pause\nON");
    add(seeds, "set/write_tags\n OFF\n");
    add(seeds, "set/threshold_1\n0.95");
    add(seeds, "set/sure\n1e-3");
    add(seeds, "set/sure\nNaN");
    add(seeds, "set/\n");
    add(seeds, "request/rescan\nPRESS");
    add(seeds, "request/retry\n{\"request_id\": 7}");
    add(seeds, "request/revote\n{\"dry_run\": true, \"request_id\": \"a\"}");
    add(seeds, "request/lookup\n{\"id\": \"" + id + "\"}");
    add(seeds, "request/lookup\n{\"file\": \"file:///a%20b.mp3\"}");
    add(seeds, "request/lookup\n{\"file\": \"../../a.mp3\"}");
    add(seeds, "request/lookup\n{\"file\": \"a\\u0000b\\ud800\"}");
    add(seeds, "request/lookup\n{\"artist\": \"B\", \"title\": \"%_*\\\"'\"}");
    add(seeds, "request/correct\n{\"id\": \"" + id + "\", \"genre\": \"jazz\"}");
    add(seeds, "request/correct\n{\"id\": \"" + id + "\", \"genre\": \"\"}");
    add(seeds, "request/correct\n{\"file\": \"x\", \"genre\": \"a\\nb\"}");
    add(seeds, "request/\n{\"request_id\": 1e999}");
    add(seeds, "request/revote\n{\"request_id\": \"1\", \"a\": [[[[[[[[[[[[[[[[[[[[[[[[[[[");
    return seeds;
  }

  private static void add(Map<String, byte[]> seeds, String input) {
    seeds.put(input, input.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    int line = 0;
    while (line < input.length && input[line] != '\n') {
      line++;
    }
    String topic = new String(input, 0, line, StandardCharsets.UTF_8);
    byte[] payload = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
    ReceivedMessage message = ReceivedMessage.of(topic, new MqttMessage(payload));
    assertThat(message.toString()).doesNotContainPattern("\\p{Cc}");
    if (topic.startsWith("set/")) {
      Optional<RuntimeOption> option = options.find(topic.substring("set/".length()));
      option.ifPresent(
          one -> {
            String before = options.value(one);
            boolean done = options.set(one, message.text());
            assertThat(options.value(one))
                .matches("ON|OFF|[01](\\.\\d+)?")
                .isEqualTo(done ? one.value(message.text()).orElseThrow() : before);
          });
      return;
    }
    ParsedRequest request = ParsedRequest.of(message);
    JsonNode answer = JSON.readTree(messages.answer(request, handler.answer(request.request())));
    assertThat(answer.has("request_id")).isTrue();
    assertThat(answer.path("ok").isBoolean()).isTrue();
    assertThat(answer.path("error").asText("").isBlank()).isEqualTo(answer.path("ok").asBoolean());
  }
}
