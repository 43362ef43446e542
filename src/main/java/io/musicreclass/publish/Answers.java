package io.musicreclass.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;

/** The JSON of answers: {@code request_id}, {@code ok}, {@code error}, and the requested data. */
final class Answers {
  private final Messages messages;

  /**
   * @param messages formats verdicts
   */
  Answers(Messages messages) {
    this.messages = messages;
  }

  /** An answer as one line of JSON. */
  String json(ParsedRequest request, Answer answer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("request_id", request.requestId());
    json.put("ok", !(answer instanceof Answer.Failed));
    json.put("error", answer instanceof Answer.Failed failed ? failed.why() : null);
    if (answer instanceof Answer.Song song) {
      song(json, song);
    } else if (answer instanceof Answer.Figures figures) {
      figures.figures().forEach(json::putPOJO);
    }
    return json.toString();
  }

  private void song(ObjectNode json, Answer.Song song) {
    json.put("id", song.id() == null ? null : song.id().value());
    json.put("state", song.state()).put("reason", song.reason()).put("mend", song.remedy());
    ArrayNode paths = json.putArray("paths");
    ArrayNode uris = json.putArray("path_uris"); // for names that are not valid text
    for (Path path : song.paths()) {
      paths.add(SongFile.text(path));
      uris.add(SongFile.uri(path));
    }
    if (song.track() == null) {
      json.putNull("verdict");
    } else {
      json.putRawValue("verdict", new RawValue(messages.verdict(song.track())));
    }
  }
}
