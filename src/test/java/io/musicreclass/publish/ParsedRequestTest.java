package io.musicreclass.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.TrackId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedRequestTest {
  private static final TrackId ID = new TrackId("sha256:" + "a".repeat(64));

  @Test
  void aButtonSendsARequestWithoutArguments() {
    assertThat(parsed("rescan", "PRESS").request()).isEqualTo(new Request.Rescan());
    assertThat(parsed("retry", "PRESS").request()).isEqualTo(new Request.Retry());
    assertThat(parsed("revote", "PRESS").request()).isEqualTo(new Request.Revote(false));
    assertThat(parsed("rescan", "PRESS").requestId().isNull()).isTrue();
  }

  @Test
  void anObjectSendsARequestWithArguments() {
    assertThat(parsed("revote", "{\"dry_run\": true}").request())
        .isEqualTo(new Request.Revote(true));
    assertThat(parsed("lookup", "{\"id\": \"" + ID + "\"}").request())
        .isEqualTo(new Request.Lookup(new Request.Target.ById(ID)));
    assertThat(parsed("lookup", "{\"file\": \"a.mp3\"}").request())
        .isEqualTo(new Request.Lookup(new Request.Target.ByFile("a.mp3")));
    assertThat(parsed("lookup", "{\"artist\": \"Sigur Rós\", \"title\": \" \"}").request())
        .isEqualTo(new Request.Lookup(new Request.Target.ByTags("Sigur Rós", "")));
    assertThat(parsed("lookup", "{\"artist\": {}, \"title\": \" \"}").request())
        .isInstanceOf(Request.Invalid.class);
    assertThat(parsed("correct", "{\"file\": \"a.mp3\", \"genre\": \" Jazz \"}").request())
        .isEqualTo(new Request.Correct(new Request.Target.ByFile("a.mp3"), Optional.of("Jazz")));
    assertThat(parsed("correct", "{\"file\": \"a.mp3\", \"genre\": \"\"}").request())
        .isEqualTo(new Request.Correct(new Request.Target.ByFile("a.mp3"), Optional.empty()));
  }

  @Test
  void theRequestIdIsReturnedAsReceived() {
    assertThat(parsed("rescan", "{\"request_id\": 7}").requestId().toString()).isEqualTo("7");
    assertThat(parsed("rescan", "{\"request_id\": \"7\"}").requestId().toString())
        .isEqualTo("\"7\"");
    assertThat(parsed("rescan", "{\"request_id\": {}}").requestId().isNull()).isTrue();
    String long201 = "x".repeat(201);
    assertThat(parsed("rescan", "{\"request_id\": \"" + long201 + "\"}").requestId().isNull())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"request_id\": \"7\", \"file\": ",
        "{\"request_id\": \"7\"} trailing",
        "{\"other\": {\"request_id\": \"8\"}, \"request_id\": \"7\", }",
        "{\"request_id\": \"7\", \"a\":"
            + " [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
      })
  void theRequestIdIsFoundInInvalidJson(String payload) {
    ParsedRequest parsed = parsed("lookup", payload);
    assertThat(parsed.requestId().asText()).isEqualTo("7");
    assertThat(why(parsed)).startsWith("The request is not valid JSON");
  }

  @Test
  void theRequestIdIsFoundAtTheBeginningOfATooLongPayload() {
    String payload =
        "{\"request_id\": \"7\", \"file\": \"" + "x".repeat(ReceivedMessage.MAX_BYTES) + "\"}";
    ParsedRequest parsed = parsed("lookup", payload);
    assertThat(parsed.requestId().asText()).isEqualTo("7");
    assertThat(why(parsed)).isEqualTo("The request is too long: send at most 16384 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "7", "\"PRESS\"", "press", "{", "{]", "\u0000", "{\"a\"}"})
  void anInvalidPayloadIsReported(String payload) {
    assertThat(why(parsed("rescan", payload))).startsWith("The request is not ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\": 7}",
        "{\"id\": \"sha256:x\"}",
        "{\"file\": \"\"}",
        "{\"file\": [\"a\"]}",
        "{\"file\": null}"
      })
  void aSongMustBeGiven(String payload) {
    assertThat(parsed("lookup", payload).request()).isInstanceOf(Request.Invalid.class);
    assertThat(parsed("correct", payload).request()).isInstanceOf(Request.Invalid.class);
  }

  @Test
  void otherErrorsAreReported() {
    assertThat(why(parsed("dance", "{}"))).contains("rescan, retry, lookup, revote or correct");
    assertThat(why(parsed("revote", "{\"dry_run\": 1}")))
        .isEqualTo("dry_run is invalid: use true or false");
    assertThat(why(parsed("correct", "{\"file\": \"a\"}"))).startsWith("genre is missing");
  }

  private static String why(ParsedRequest parsed) {
    assertThat(parsed.request()).isInstanceOf(Request.Invalid.class);
    return ((Request.Invalid) parsed.request()).why();
  }

  private static ParsedRequest parsed(String verb, String payload) {
    return ParsedRequest.of(
        ReceivedMessage.of(
            "request/" + verb, new MqttMessage(payload.getBytes(StandardCharsets.UTF_8))));
  }
}
