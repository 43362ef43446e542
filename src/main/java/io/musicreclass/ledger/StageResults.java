package io.musicreclass.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.StageResult.Abstained;
import io.musicreclass.track.StageResult.Scored;
import io.musicreclass.track.TrackId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of the stages: one row for each song and each version of a model. */
final class StageResults {
  private StageResults() {}

  static void store(SqlSession writer, TrackId id, StageResult result) {
    if (result instanceof StageResult.Failed failed) {
      throw new IllegalArgumentException("A failure is never stored: " + failed);
    }
    long track = Identities.key(writer, id);
    if (result instanceof Scored s) {
      byte[] embedding = s.storedEmbedding().map(Columns::blob).orElse(null);
      Model model =
          new Model(
              s.stage(),
              s.model(),
              s.encoder(),
              s.head(),
              Columns.json(s.scores().genres().names()));
      AnalysedPart part = s.part();
      String analysed = part == null ? null : Columns.json(part);
      String tags = s.tags().isEmpty() ? null : Columns.json(s.tags());
      insert(
          writer, track, model, Columns.blob(s.scores()), embedding, null, analysed, tags, s.ms());
    } else if (result instanceof Abstained a) {
      Model model = new Model(a.stage(), a.model(), a.encoder(), a.head(), "[]");
      insert(writer, track, model, null, null, a.reason(), null, null, a.ms());
    }
  }

  private static void insert(
      SqlSession writer,
      long track,
      Model model,
      byte @Nullable [] scores,
      byte @Nullable [] embedding,
      @Nullable String reason,
      @Nullable String part,
      @Nullable String tags,
      long ms) {
    // Scores replace an abstention, and scores over genres that were spelled differently.
    writer.update(
        "DELETE FROM stage_results WHERE track = ? AND model IN (SELECT id FROM models"
            + " WHERE stage = ? AND name = ? AND (encoder = ? AND head = ? OR genres = '[]'))",
        track,
        model.stage,
        model.name,
        model.encoder,
        model.head);
    writer.update(
        "INSERT INTO stage_results (track, model, scores, embedding, reason, part, tags, ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        track,
        model.row(writer),
        scores,
        embedding,
        reason,
        part,
        tags,
        ms);
  }

  static List<StageResult> of(SqlSession reader, TrackId id) {
    return reader.list(
        StageResults::read,
        "SELECT stage, name, encoder, head, genres, scores, embedding, reason, part, tags, ms"
            + " FROM tracks t JOIN stage_results r ON r.track = t.key JOIN models m ON m.id = r.model WHERE"
            + " t.id = ? ORDER BY r.id",
        id.value());
  }

  /** The results of the songs with these keys, both bounds included. */
  static Map<Long, List<StageResult>> between(SqlSession reader, long first, long last) {
    Map<Long, Model> models = new HashMap<>(); // there are few, repeated in every row
    reader.list(
        row -> models.put(row.getLong("id"), Model.of(row)),
        "SELECT id, stage, name, encoder, head, genres FROM models");
    record Stored(long track, long id, StageResult result) {}
    // Sorted here: SQLite would copy all embeddings into its sorter.
    List<Stored> stored =
        reader.list(
            row ->
                new Stored(
                    row.getLong("track"),
                    row.getLong("id"),
                    read(row, models.get(row.getLong("model")))),
            "SELECT track, id, model, scores, embedding, reason, part, tags, ms"
                + " FROM stage_results WHERE track BETWEEN ? AND ? ORDER BY track",
            first,
            last);
    return stored.stream()
        .sorted(Comparator.comparingLong(Stored::id))
        .collect(groupingBy(Stored::track, mapping(Stored::result, toList())));
  }

  private static StageResult read(ResultSet row) throws SQLException {
    return read(row, Model.of(row));
  }

  private static StageResult read(ResultSet row, Model model) throws SQLException {
    long ms = row.getLong("ms");
    String reason = row.getString("reason");
    if (reason != null) {
      return new Abstained(model.stage, model.name, model.encoder, model.head, reason, ms);
    }
    Scores scores = Columns.scores(row.getBytes("scores"), model.genres);
    byte[] embedding = row.getBytes("embedding");
    String part = row.getString("part");
    String tags = row.getString("tags");
    return new Scored(
        model.stage,
        model.name,
        model.encoder,
        model.head,
        scores,
        embedding == null ? null : Columns.embedding(embedding),
        part == null ? null : Columns.part(part),
        tags == null ? List.of() : Columns.tags(tags),
        ms);
  }

  private record Model(String stage, String name, String encoder, String head, String genres) {
    static Model of(ResultSet row) throws SQLException {
      return new Model(
          row.getString("stage"),
          row.getString("name"),
          row.getString("encoder"),
          row.getString("head"),
          row.getString("genres"));
    }

    long row(SqlSession writer) {
      writer.update(
          "INSERT INTO models (stage, name, encoder, head, genres) VALUES (?, ?, ?, ?, ?)"
              + " ON CONFLICT DO NOTHING",
          stage,
          name,
          encoder,
          head,
          genres);
      return writer
          .first(
              row -> row.getLong(1),
              "SELECT id FROM models"
                  + " WHERE stage = ? AND name = ? AND encoder = ? AND head = ? AND genres = ?",
              stage,
              name,
              encoder,
              head,
              genres)
          .orElseThrow();
    }
  }
}
