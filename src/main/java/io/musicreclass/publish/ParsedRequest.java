package io.musicreclass.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A received request with the {@code request_id} that its answer repeats. Any payload can be
 * parsed; one that is not a valid request becomes {@link Request.Invalid}.
 */
public final class ParsedRequest {
  private static final int MAX_ID = 200; // characters
  private static final String ID = "request_id";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build())
          .build();
  private static final ObjectMapper JSON =
      new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String verb;
  private final JsonNode requestId;
  private final Request request;

  private ParsedRequest(String verb, JsonNode requestId, Request request) {
    this.verb = verb;
    this.requestId = requestId;
    this.request = request;
  }

  /** Parses a message on topic {@code request/<verb>}. */
  public static ParsedRequest of(ReceivedMessage message) {
    return of(message.topic().substring(message.topic().indexOf('/') + 1), message);
  }

  private static ParsedRequest of(String verb, ReceivedMessage message) {
    if (message.tooLong()) {
      String why = "The request is too long: send at most " + ReceivedMessage.MAX_BYTES + " bytes";
      return new ParsedRequest(verb, requestId(message.text()), new Request.Invalid(why));
    }
    String text = message.text().strip();
    if (text.equals(NodeTopics.PRESS)) {
      return new ParsedRequest(verb, NullNode.instance, request(verb, JSON.createObjectNode()));
    }
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (IOException e) {
      String why = "The request is not valid JSON: send an object such as {\"request_id\": \"1\"}";
      return new ParsedRequest(verb, requestId(text), new Request.Invalid(why));
    }
    if (!json.isObject()) {
      String why = "The request is not a JSON object: send one such as {\"request_id\": \"1\"}";
      return new ParsedRequest(verb, NullNode.instance, new Request.Invalid(why));
    }
    return new ParsedRequest(verb, usable(json.path(ID)), request(verb, json));
  }

  private static Request request(String verb, JsonNode json) {
    return switch (verb) {
      case "rescan" -> new Request.Rescan();
      case "retry" -> new Request.Retry();
      case "revote" -> revote(json.path("dry_run"));
      case "lookup" -> about(json, Request.Lookup::new);
      case "correct" -> about(json, target -> correct(target, json));
      default ->
          new Request.Invalid("Unknown request: use rescan, retry, lookup, revote or correct");
    };
  }

  private static Request revote(JsonNode dryRun) {
    return dryRun.isMissingNode() || dryRun.isBoolean()
        ? new Request.Revote(dryRun.asBoolean())
        : new Request.Invalid("dry_run is invalid: use true or false");
  }

  private static Request correct(Request.Target target, JsonNode json) {
    JsonNode genre = json.path("genre");
    return genre.isTextual()
        ? new Request.Correct(target, Optional.of(genre.asText().strip()).filter(g -> !g.isEmpty()))
        : new Request.Invalid("genre is missing: send its name, or \"\" to withdraw a correction");
  }

  /** A request about a song, given by id, file or tags. */
  private static Request about(JsonNode json, Function<Request.Target, Request> request) {
    JsonNode id = json.path("id");
    JsonNode file = json.path("file");
    if (id.isTextual()) {
      try {
        return request.apply(new Request.Target.ById(new TrackId(id.asText())));
      } catch (IllegalArgumentException e) {
        return new Request.Invalid("id is invalid: " + e.getMessage());
      }
    }
    if (file.isTextual() && !file.asText().isBlank()) {
      return request.apply(new Request.Target.ByFile(file.asText()));
    }
    String artist = json.path("artist").asText("").strip();
    String title = json.path("title").asText("").strip();
    return artist.isEmpty() && title.isEmpty()
        ? new Request.Invalid("No song given: send id, file, or artist and title")
        : request.apply(new Request.Target.ByTags(artist, title));
  }

  /** The id in a payload that may be truncated or malformed after it. */
  private static JsonNode requestId(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean isId = parser.currentName().equals(ID);
          JsonToken value = parser.nextToken();
          if (isId) {
            return value.isScalarValue()
                ? usable(new TextNode(parser.getText()))
                : NullNode.instance;
          }
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // malformed before the id
    }
    return NullNode.instance;
  }

  private static JsonNode usable(JsonNode id) {
    boolean valid = id.isValueNode() && id.asText().length() <= MAX_ID;
    return valid ? id : NullNode.instance;
  }

  public String verb() {
    return verb;
  }

  public Request request() {
    return request;
  }

  /** As received: string or number; JSON null if there was none. */
  JsonNode requestId() {
    return requestId;
  }
}
