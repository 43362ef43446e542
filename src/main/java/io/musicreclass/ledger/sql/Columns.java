package io.musicreclass.ledger.sql;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Converts values to and from columns. */
public final class Columns {
  private static final ObjectMapper JSON =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
  private static final TypeReference<LinkedHashMap<String, Double>> GENRES =
      new TypeReference<>() {};
  private static final TypeReference<List<Verdict.Vote>> VOTES = new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
  private static final TypeReference<List<MusicTag>> TAGS = new TypeReference<>() {};
  private static final TypeReference<AnalysedPart> PART = new TypeReference<>() {};

  /** The few lists of genres, parsed once, because every stored result refers to one of them. */
  private static final Map<String, GenreSet> SETS = new ConcurrentHashMap<>();

  private static final long NANOS = 1_000_000_000;

  private Columns() {}

  public static long nanos(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano());
  }

  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  public static ClassifiedTrack.Origin origin(ResultSet row) throws SQLException {
    return ClassifiedTrack.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT));
  }

  /**
   * Everything stored for a file.
   *
   * @param results those of the stages of a song
   */
  public static FileRow fileRow(ResultSet row, Function<TrackId, List<StageResult>> results)
      throws SQLException {
    String reason = row.getString("reason");
    String track = row.getString("track_id");
    TrackId id = track == null ? null : new TrackId(track);
    return new FileRow(
        file(row),
        origin(row),
        FileState.of(row.getString("state")),
        row.getInt("attempts"),
        row.getInt("crashes"),
        reason == null
            ? null
            : new FailureReason(reason, row.getString("mend"), row.getBoolean("retry_on_sight")),
        row.getString("failed_stage"),
        row.getLong("not_before") == 0 ? null : instant(row.getLong("not_before")),
        id,
        id == null ? List.of() : results.apply(id),
        instant(row.getLong("at")));
  }

  /** The file in the columns path, inode, size, mtime. */
  public static SongFile file(ResultSet row) throws SQLException {
    return new SongFile(
        row.getBytes("path"), row.getLong("inode"), row.getLong("size"), row.getLong("mtime"));
  }

  public static byte[] blob(Scores scores) {
    double[] values = scores.toArray();
    byte[] bytes = new byte[values.length * Double.BYTES];
    little(bytes).asDoubleBuffer().put(values);
    return bytes;
  }

  public static Scores scores(byte[] blob, String names) {
    double[] values = new double[blob.length / Double.BYTES];
    little(blob).asDoubleBuffer().get(values);
    return Scores.of(SETS.computeIfAbsent(names, Columns::genreSet), values);
  }

  private static GenreSet genreSet(String names) {
    return GenreSet.of(parse(names, NAMES));
  }

  public static byte[] blob(Embedding embedding) {
    float[] values = embedding.toArray();
    byte[] bytes = new byte[values.length * Float.BYTES];
    little(bytes).asFloatBuffer().put(values);
    return bytes;
  }

  public static Embedding embedding(byte[] blob) {
    float[] values = new float[blob.length / Float.BYTES];
    little(blob).asFloatBuffer().get(values);
    return Embedding.of(values);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static Map<String, Double> genres(String json) {
    return parse(json, GENRES);
  }

  public static List<Verdict.Vote> votes(String json) {
    return parse(json, VOTES);
  }

  public static AnalysedPart part(String json) {
    return parse(json, PART);
  }

  public static List<MusicTag> tags(String json) {
    return parse(json, TAGS);
  }

  public static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write as JSON: " + value, e);
    }
  }

  private static <T> T parse(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The ledger contains invalid JSON: " + json, e);
    }
  }
}
