package io.musicreclass.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.organize.FileChange;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Streams changes to files as they happen, one line of JSON each. */
final class FileChangeLines implements FileChange.Listener {
  static final String TYPE = "application/x-ndjson";

  /** Work that reports its changes; returns the number of the batch, null if there is none. */
  interface Work {
    @Nullable Long run(FileChange.Listener lines) throws IOException;
  }

  private final OutputStream out;
  private int unsure;

  private FileChangeLines(OutputStream out) {
    this.out = out;
  }

  /** Runs the work, and writes a last line with its outcome. */
  static void write(OutputStream out, Work work) throws IOException {
    out.write('\n'); // an empty line sends the response headers at once
    out.flush();
    ObjectNode end = JsonNodeFactory.instance.objectNode().put("what", "end");
    FileChangeLines lines = new FileChangeLines(out);
    try {
      end.put("batch", work.run(lines));
    } catch (IOException | LedgerException e) {
      end.put("problem", String.valueOf(e.getMessage()));
    }
    if (lines.unsure > 0) {
      end.put("unsure", lines.unsure);
    }
    line(out, end);
  }

  @Override
  public boolean accept(FileChange change) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("what", change.action().toString());
    json.put("path", SongFile.text(change.file())).put("path_uri", SongFile.uri(change.file()));
    Path target = change.target();
    if (target != null) {
      json.put("target", SongFile.text(target)).put("target_uri", SongFile.uri(target));
    }
    if (change.unsure()) {
      json.put("unsure", true);
      unsure += change.action() == FileChange.Action.LEFT ? 1 : 0;
    }
    try {
      line(out, json.put("note", change.note()));
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private static void line(OutputStream out, ObjectNode json) throws IOException {
    out.write((json + "\n").getBytes(UTF_8));
    out.flush();
  }
}
