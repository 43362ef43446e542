package io.musicreclass.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.Percent;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of everything that is published: schema 1, snake_case, keys in a fixed order, times in
 * RFC 3339 UTC, probabilities with six decimals. Pure: nothing is sent from here.
 *
 * <p>Events tell of single songs only when they came by the inbox or by a person's correction, so
 * that a library of 100,000 does not flood anybody.
 */
public final class Messages {
  private static final int SCHEMA = 1;
  private static final int DECIMALS = 6;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String node;

  /** Messages that say they come from this node. */
  public Messages(String node) {
    this.node = node;
  }

  /**
   * What a verdict owes the world, in the order to send it: {@code result}; {@code last} if wanted;
   * {@code event} where it tells of single songs.
   *
   * @param last whether {@code last} is due: always for the inbox, else at most every 10 s
   */
  public List<OutboxMessage> classified(ClassifiedTrack voteDetails, boolean last) {
    String verdict = verdict(voteDetails);
    List<OutboxMessage> letters = new ArrayList<>(3);
    letters.add(new OutboxMessage("result", verdict, false));
    if (last) {
      letters.add(new OutboxMessage("last", verdict, true));
    }
    if (toldSingly(voteDetails.origin())) {
      Verdict.Decided decided = voteDetails.verdict();
      ObjectNode event = event(type(voteDetails));
      event.put("id", voteDetails.id().value());
      song(event, voteDetails.path()).put("origin", voteDetails.origin().toString());
      event.put("genre", decided.genre());
      confidence(event, decided.confidence());
      event.put("sure", decided.sure()).put("stage", decided.stage());
      decided.reason().ifPresent(reason -> event.put("reason", reason));
      letters.add(letter(sign(event, voteDetails.at())));
    }
    return letters;
  }

  private static String type(ClassifiedTrack voteDetails) {
    if (voteDetails.origin() == Origin.CORRECTION) {
      return "changed";
    }
    return voteDetails.verdict().sure() ? "classified" : "unsure";
  }

  /** A verdict as the newest one. */
  public OutboxMessage last(ClassifiedTrack voteDetails) {
    return new OutboxMessage("last", verdict(voteDetails), true);
  }

  /** The one event for all files of an origin whose events do not tell of single songs. */
  public OutboxMessage batchDone(BatchSummary batch, Instant at) {
    ObjectNode event = event("batch_done").put("origin", batch.origin().toString());
    event.put("done", batch.done()).put("changed", batch.changed()).put("unsure", batch.unsure());
    event.put("duplicates", batch.duplicates()).put("failed", batch.failed());
    return letter(sign(event, at));
  }

  /** A verdict as one line of JSON. */
  public String verdict(ClassifiedTrack voteDetails) {
    return verdict(voteDetails, OptionalInt.empty());
  }

  /**
   * The same of a vote that went on when it was clear.
   *
   * @param wouldEndAt the position at which it would have ended by itself; empty: it did
   */
  public String verdict(ClassifiedTrack voteDetails, OptionalInt wouldEndAt) {
    Verdict.Decided decided = voteDetails.verdict();
    ObjectNode json = JSON.objectNode().put("schema", SCHEMA).put("id", voteDetails.id().value());
    song(json, voteDetails.path()).put("origin", voteDetails.origin().toString());
    json.put("genre", decided.genre());
    confidence(json, decided.confidence());
    json.put("sure", decided.sure());
    decided.reason().ifPresent(reason -> json.put("reason", reason));
    json.put("stage", decided.stage());
    wouldEndAt.ifPresent(position -> json.put("would_end_at", position));
    json.put("rule", decided.rule());
    probabilities(json.putObject("genres"), decided.genres());
    ArrayNode votes = json.putArray("votes");
    decided.votes().forEach(vote -> vote(votes.addObject(), vote));
    if (voteDetails.overruled() != null) {
      ObjectNode overruled = json.putObject("overruled").put("genre", voteDetails.voted().genre());
      confidence(overruled, voteDetails.voted().confidence());
      overruled.put("sure", voteDetails.voted().sure());
    }
    number(json, "duration_s", voteDetails.seconds());
    json.putObject("ms").put("decode", voteDetails.decodeMs()).put("total", voteDetails.totalMs());
    return sign(json, voteDetails.at()).toString();
  }

  /** A file that gets no verdict; nothing where events do not tell of single songs. */
  public List<OutboxMessage> failed(
      Path path, Origin origin, String reason, String mend, Instant at) {
    if (!toldSingly(origin)) {
      return List.of();
    }
    ObjectNode event = song(event("failed"), path).put("origin", origin.toString());
    return List.of(letter(sign(event.put("reason", reason).put("mend", mend), at)));
  }

  /**
   * A second file with the same audio; nothing where events do not tell of single songs.
   *
   * @param of the file that has the verdict
   * @param genre what that verdict says, when known
   */
  public List<OutboxMessage> duplicate(
      Path path, Origin origin, Path of, TrackId id, @Nullable String genre, Instant at) {
    if (!toldSingly(origin)) {
      return List.of();
    }
    ObjectNode event = song(event("duplicate").put("id", id.value()), path);
    event.put("origin", origin.toString());
    event.put("of", SongFile.text(of)).put("of_uri", SongFile.uri(of));
    return List.of(letter(sign(event.put("genre", genre), at)));
  }

  /** The retained {@code stats}, with the seconds until the queue is empty where that is known. */
  public String stats(LibraryStats stats) {
    ObjectNode json = JSON.objectNode().put("schema", SCHEMA).put("done", stats.done());
    json.put("unsure", stats.unsure()).put("failed", stats.failed());
    json.put("duplicates", stats.duplicates()).put("queued", stats.queued());
    ObjectNode stages = json.putObject("stages");
    stats.stages().forEach((position, count) -> stages.put("" + position, count));
    number(json, "per_minute", stats.perMinute());
    double eta = stats.queued() == 0 ? 0 : Math.ceil(60 * stats.queued() / stats.perMinute());
    number(json, "eta_s", eta);
    return sign(json, stats.at()).toString();
  }

  /** The retained {@code health}; {@code problem} is null when all is well. */
  public String health(Health health) {
    ObjectNode json = JSON.objectNode().put("schema", SCHEMA);
    json.put("state", health.state().toString()).put("watcher", health.watcher());
    json.put("detection_delay_ms", health.detectionDelayMs());
    computing(json, health.computing());
    List<String> problems = health.problems();
    json.put("problem", problems.isEmpty() ? null : String.join("; ", problems));
    return sign(json, health.at()).toString();
  }

  private static void computing(ObjectNode json, Health.Computing computing) {
    json.put("engine", computing.engine()).put("precision", computing.precision());
    computing.gpu().ifPresentOrElse(g -> gpu(json.putObject("gpu"), g), () -> json.putNull("gpu"));
    computing
        .building()
        .ifPresentOrElse(
            b -> building(json.putObject("building"), b), () -> json.putNull("building"));
  }

  private static void gpu(ObjectNode json, Health.Gpu gpu) {
    if (!gpu.name().isEmpty()) {
      json.put("name", gpu.name());
    }
    gpu.load().ifPresent(load -> number(json, "load", load));
    gpu.celsius().ifPresent(celsius -> number(json, "temperature_c", celsius));
    gpu.totalWatts().ifPresent(watts -> number(json, "power_w", watts));
    if (!gpu.watts().isEmpty()) {
      numbers(json.putObject("rails_w"), gpu.watts());
    }
    gpu.freeBytes().ifPresent(bytes -> json.put("memory_free_mb", bytes >> 20));
  }

  private static void building(ObjectNode json, Health.Building building) {
    json.put("network", building.network());
    number(json, "progress", building.share());
    building
        .left()
        .ifPresentOrElse(d -> json.put("eta_s", d.toSeconds()), () -> json.putNull("eta_s"));
  }

  private static boolean toldSingly(Origin origin) {
    return origin == Origin.INBOX || origin == Origin.CORRECTION;
  }

  private static ObjectNode event(String type) {
    return JSON.objectNode().put("event_type", type).put("schema", SCHEMA);
  }

  private static OutboxMessage letter(ObjectNode event) {
    return new OutboxMessage("event", event.toString(), false);
  }

  private static ObjectNode song(ObjectNode json, Path path) {
    String text = SongFile.text(path);
    json.put("file", text.substring(text.lastIndexOf('/') + 1));
    return json.put("path", text).put("path_uri", SongFile.uri(path));
  }

  private static void vote(ObjectNode json, Verdict.Vote vote) {
    json.put("stage", vote.stage()).put("model", vote.model()).put("genre", vote.genre());
    confidence(json, vote.confidence());
    number(json, "weight", vote.weight());
    json.put("ms", vote.ms());
    probabilities(json.putObject("top"), vote.top());
    AnalysedPart part = vote.part();
    if (part != null) {
      ObjectNode about = json.putObject("part");
      number(about, "from_s", part.fromSeconds());
      number(about, "sound_s", part.soundSeconds());
      about.put("channel", part.channel());
    }
  }

  /** Cut, not rounded: a confidence just below a threshold stays below it. */
  private static void confidence(ObjectNode json, double value) {
    probability(json, "confidence", value);
  }

  private static void probabilities(ObjectNode json, Map<String, Double> values) {
    values.forEach((name, value) -> probability(json, name, value));
  }

  private static void probability(ObjectNode json, String name, double value) {
    number(json, name, Double.isFinite(value) ? Percent.truncate(value, DECIMALS) : value);
  }

  private static void numbers(ObjectNode json, Map<String, Double> values) {
    values.forEach((name, value) -> number(json, name, value));
  }

  private static void number(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, Math.rint(value * 1e6) / 1e6); // 0.846, not 0.8460000000000001
    } else {
      json.putNull(name); // JSON has no NaN
    }
  }

  private ObjectNode sign(ObjectNode json, Instant at) {
    return json.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString()).put("node", node);
  }
}
