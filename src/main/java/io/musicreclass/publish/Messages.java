package io.musicreclass.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of all published messages: schema 1, snake_case, keys in a fixed order, times in RFC
 * 3339 UTC, probabilities with six decimals. Sends nothing.
 *
 * <p>Only songs from the inbox and user corrections get events of their own, so that a library of
 * 100,000 songs does not flood subscribers.
 */
public final class Messages {
  private static final int SCHEMA = 1;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String node;

  /** Messages of the node with this name. */
  public Messages(String node) {
    this.node = node;
  }

  /**
   * The messages for a verdict, in sending order: {@code result}; {@code last} if due; {@code
   * event} if the song is reported singly.
   *
   * @param last whether {@code last} is due: always for the inbox, otherwise at most every 10 s
   */
  public List<OutboxMessage> classified(ClassifiedTrack track, boolean last) {
    String verdict = verdict(track);
    List<OutboxMessage> messages = new ArrayList<>(3);
    messages.add(new OutboxMessage(NodeTopics.RESULT, verdict, false));
    if (last) {
      messages.add(new OutboxMessage(NodeTopics.LAST, verdict, true));
    }
    if (isReportedSingly(track.origin())) {
      Verdict.Decided decided = track.verdict();
      ObjectNode event = event(type(track));
      event.put("id", track.id().value());
      song(event, track.path()).put("origin", track.origin().toString());
      event.put("genre", decided.genre());
      confidence(event, decided.confidence());
      event.put("sure", decided.sure()).put("stage", decided.stage());
      decided.reason().ifPresent(reason -> event.put("reason", reason));
      messages.add(eventMessage(sign(event, track.at())));
    }
    return messages;
  }

  private static String type(ClassifiedTrack track) {
    if (track.origin() == Origin.CORRECTION) {
      return "changed";
    }
    return track.verdict().sure() ? "classified" : "unsure";
  }

  /** The retained {@code last} for the newest verdict. */
  public OutboxMessage last(ClassifiedTrack track) {
    return new OutboxMessage(NodeTopics.LAST, verdict(track), true);
  }

  /** The event for a whole batch of files that are not reported singly. */
  public OutboxMessage batchDone(BatchSummary batch, Instant at) {
    ObjectNode event = event("batch_done").put("origin", batch.origin().toString());
    event.put("done", batch.done()).put("changed", batch.changed()).put("unsure", batch.unsure());
    event.put("duplicates", batch.duplicates()).put("failed", batch.failed());
    return eventMessage(sign(event, at));
  }

  /** A verdict as one line of JSON. */
  public String verdict(ClassifiedTrack track) {
    return verdict(track, OptionalInt.empty());
  }

  /**
   * A verdict as one line of JSON, for a vote that may have continued past its early stop.
   *
   * @param wouldEndAt position, from 1, of the stage after which the vote would have stopped; empty
   *     if it was not made to continue
   */
  public String verdict(ClassifiedTrack track, OptionalInt wouldEndAt) {
    Verdict.Decided decided = track.verdict();
    ObjectNode json = JSON.objectNode().put("schema", SCHEMA).put("id", track.id().value());
    song(json, track.path()).put("origin", track.origin().toString());
    json.put("genre", decided.genre());
    confidence(json, decided.confidence());
    json.put("sure", decided.sure());
    decided.reason().ifPresent(reason -> json.put("reason", reason));
    json.put("stage", decided.stage());
    wouldEndAt.ifPresent(position -> json.put("would_end_at", position));
    json.put("rule", decided.rule());
    JsonNumbers.probabilities(json.putObject("genres"), decided.genres());
    ArrayNode votes = json.putArray("votes");
    decided.votes().forEach(vote -> vote(votes.addObject(), vote));
    tags(json, decided.tags());
    if (track.overruled() != null) {
      ObjectNode overruled = json.putObject("overruled").put("genre", track.voted().genre());
      confidence(overruled, track.voted().confidence());
      overruled.put("sure", track.voted().sure());
    }
    JsonNumbers.number(json, "duration_s", track.seconds());
    json.putObject("ms").put("decode", track.decodeMs()).put("total", track.totalMs());
    return sign(json, track.at()).toString();
  }

  /** The event for a file that could not be classified; empty if it is not reported singly. */
  public List<OutboxMessage> failed(
      Path path, Origin origin, String reason, String remedy, Instant at) {
    if (!isReportedSingly(origin)) {
      return List.of();
    }
    ObjectNode event = song(event("failed"), path).put("origin", origin.toString());
    return List.of(eventMessage(sign(event.put("reason", reason).put("mend", remedy), at)));
  }

  /**
   * The event for another file with the same audio; empty if it is not reported singly.
   *
   * @param original the file that has the verdict
   * @param genre that verdict's genre; null if unknown
   */
  public List<OutboxMessage> duplicate(
      Path path, Origin origin, Path original, TrackId id, @Nullable String genre, Instant at) {
    if (!isReportedSingly(origin)) {
      return List.of();
    }
    ObjectNode event = song(event("duplicate").put("id", id.value()), path);
    event.put("origin", origin.toString());
    event.put("of", SongFile.text(original)).put("of_uri", SongFile.uri(original));
    return List.of(eventMessage(sign(event.put("genre", genre), at)));
  }

  /** The retained {@code stats}; {@code eta_s} is null while the queue is not moving. */
  public String stats(LibraryStats stats) {
    ObjectNode json = JSON.objectNode().put("schema", SCHEMA).put("done", stats.done());
    json.put("unsure", stats.unsure()).put("failed", stats.failed());
    json.put("duplicates", stats.duplicates()).put("queued", stats.queued());
    ObjectNode stages = json.putObject("stages");
    stats.stages().forEach((position, count) -> stages.put("" + position, count));
    JsonNumbers.number(json, "per_minute", stats.perMinute());
    double eta = stats.queued() == 0 ? 0 : Math.ceil(60 * stats.queued() / stats.perMinute());
    JsonNumbers.number(json, "eta_s", eta);
    return sign(json, stats.at()).toString();
  }

  /** The retained {@code health}; {@code problem} is null if there are no problems. */
  public String health(Health health) {
    ObjectNode json = JSON.objectNode().put("schema", SCHEMA);
    HealthJson.add(json, health);
    return sign(json, health.at()).toString();
  }

  /** The answer to a request, as one line of JSON. */
  public String answer(ParsedRequest request, Answer answer) {
    return new Answers(this).json(request, answer);
  }

  private static boolean isReportedSingly(Origin origin) {
    return origin == Origin.INBOX || origin == Origin.CORRECTION;
  }

  private static ObjectNode event(String type) {
    return JSON.objectNode().put("event_type", type).put("schema", SCHEMA);
  }

  private static OutboxMessage eventMessage(ObjectNode event) {
    return new OutboxMessage(NodeTopics.EVENT, event.toString(), false);
  }

  private static ObjectNode song(ObjectNode json, Path path) {
    String text = SongFile.text(path);
    json.put("file", text.substring(text.lastIndexOf('/') + 1));
    return json.put("path", text).put("path_uri", SongFile.uri(path));
  }

  private static void vote(ObjectNode json, Verdict.Vote vote) {
    json.put("stage", vote.stage()).put("model", vote.model()).put("genre", vote.genre());
    confidence(json, vote.confidence());
    JsonNumbers.number(json, "weight", vote.weight());
    json.put("ms", vote.ms());
    JsonNumbers.probabilities(json.putObject("top"), vote.top());
    AnalysedPart part = vote.part();
    if (part != null) {
      ObjectNode about = json.putObject("part");
      JsonNumbers.number(about, "from_s", part.fromSeconds());
      JsonNumbers.number(about, "sound_s", part.soundSeconds());
      about.put("channel", part.channel());
    }
  }

  private static void tags(ObjectNode json, List<MusicTag> tags) {
    if (!tags.isEmpty()) {
      ObjectNode probabilities = json.putObject("tags");
      ObjectNode kinds = json.putObject("tag_kinds");
      for (MusicTag tag : tags) {
        JsonNumbers.probability(probabilities, tag.name(), tag.probability());
        kinds.put(tag.name(), tag.kind().toString());
      }
    }
  }

  private static void confidence(ObjectNode json, double value) {
    JsonNumbers.probability(json, "confidence", value);
  }

  private ObjectNode sign(ObjectNode json, Instant at) {
    return json.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString()).put("node", node);
  }
}
