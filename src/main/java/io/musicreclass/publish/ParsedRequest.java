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
 * A request as it came: what is asked, and the {@code request_id} that the answer repeats. Whatever
 * the payload is, this can be made of it.
 */
public final class ParsedRequest {
  private static final int LONGEST_ID = 200; // characters
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

  /** Reads the message of a topic {@code request/<verb>}. */
  public static ParsedRequest of(ReceivedMessage heard) {
    return of(heard.topic().substring(heard.topic().indexOf('/') + 1), heard);
  }

  private static ParsedRequest of(String verb, ReceivedMessage heard) {
    if (heard.tooLong()) {
      String why = "The request is too long: at most " + ReceivedMessage.MAX_BYTES + " bytes";
      return new ParsedRequest(verb, requestId(heard.text()), new Request.Invalid(why));
    }
    String text = heard.text().strip();
    if (text.equals(NodeTopics.PRESS)) {
      return new ParsedRequest(verb, NullNode.instance, request(verb, JSON.createObjectNode()));
    }
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (IOException e) {
      String why = "The request is no JSON: send an object such as {\"request_id\": \"1\"}";
      return new ParsedRequest(verb, requestId(text), new Request.Invalid(why));
    }
    if (!json.isObject()) {
      String why = "The request is no JSON object: send one such as {\"request_id\": \"1\"}";
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
      case "correct" -> about(json, which -> correct(which, json));
      default ->
          new Request.Invalid("There is no such request: rescan, retry, lookup, revote, correct");
    };
  }

  private static Request revote(JsonNode dryRun) {
    return dryRun.isMissingNode() || dryRun.isBoolean()
        ? new Request.Revote(dryRun.asBoolean())
        : new Request.Invalid("dry_run is true or false");
  }

  private static Request correct(Request.Target which, JsonNode json) {
    JsonNode genre = json.path("genre");
    return genre.isTextual()
        ? new Request.Correct(which, Optional.of(genre.asText().strip()).filter(g -> !g.isEmpty()))
        : new Request.Invalid("genre is missing: its name, or \"\" to take a correction back");
  }

  /** A request about a song, which is meant by its id, its file or its tags. */
  private static Request about(JsonNode json, Function<Request.Target, Request> request) {
    JsonNode id = json.path("id");
    JsonNode file = json.path("file");
    if (id.isTextual()) {
      try {
        return request.apply(new Request.Target.ById(new TrackId(id.asText())));
      } catch (IllegalArgumentException e) {
        return new Request.Invalid("id is none: " + e.getMessage());
      }
    }
    if (file.isTextual() && !file.asText().isBlank()) {
      return request.apply(new Request.Target.ByFile(file.asText()));
    }
    String artist = json.path("artist").asText("").strip();
    String title = json.path("title").asText("").strip();
    return artist.isEmpty() && title.isEmpty()
        ? new Request.Invalid("Which song: give its id, its file, or its artist and title")
        : request.apply(new Request.Target.ByTags(artist, title));
  }

  /** The id in what may be the beginning of an object only, or no JSON from some place on. */
  private static JsonNode requestId(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean wanted = parser.currentName().equals(ID);
          JsonToken value = parser.nextToken();
          if (wanted) {
            return value.isScalarValue()
                ? usable(new TextNode(parser.getText()))
                : NullNode.instance;
          }
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // broken before the id came
    }
    return NullNode.instance;
  }

  private static JsonNode usable(JsonNode id) {
    boolean fine = id.isValueNode() && id.asText().length() <= LONGEST_ID;
    return fine ? id : NullNode.instance;
  }

  public String verb() {
    return verb;
  }

  public Request request() {
    return request;
  }

  /** As it came: text or number; JSON's null where there was none. */
  JsonNode requestId() {
    return requestId;
  }
}
