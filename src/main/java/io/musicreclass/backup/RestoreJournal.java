package io.musicreclass.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.ledger.db.LedgerDatabase;
import io.musicreclass.ledger.db.LedgerInUseException;
import io.musicreclass.lifecycle.Disk;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The moves of a restore, written before the first of them: everything is verified and on its disk
 * by then, so a restore that was killed is finished by the next start. Each move is done once,
 * however often it is repeated.
 */
public final class RestoreJournal {
  static final String NAME = "restore.journal";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RestoreJournal() {}

  /**
   * Finishes a restore that was interrupted in this folder, unless another process is at it.
   *
   * @param home folder of the database
   */
  public static void finishInterrupted(Path home) throws IOException {
    if (!isPending(home)) {
      return;
    }
    try (LedgerDatabase.Owner owner = LedgerDatabase.own(home)) {
      finish(home, owner);
    } catch (LedgerInUseException e) {
      return; // the restore is running
    }
  }

  /** Whether a restore is not finished. */
  static boolean isPending(Path home) {
    return Files.exists(home.resolve(NAME));
  }

  /** Writes the journal, and makes the moves. */
  static void run(Path home, List<Move> moves, LedgerDatabase.Owner owner) throws IOException {
    Path journal = home.resolve(NAME);
    Path part = home.resolve(NAME + ".part");
    ArrayNode json = JSON.createArrayNode();
    for (Move move : moves) {
      ObjectNode node = json.addObject();
      node.put("present", SongFile.uri(move.present())).put("aside", SongFile.uri(move.aside()));
      node.put("staged", SongFile.uri(move.staged()));
    }
    Files.write(part, JSON.writeValueAsBytes(json));
    Disk.sync(part);
    Files.move(part, journal, StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(home);
    finish(home, owner);
  }

  /**
   * Makes the moves that are left.
   *
   * @param owner held, so that nobody uses the database meanwhile
   */
  static void finish(Path home, LedgerDatabase.Owner owner) throws IOException {
    Path journal = home.resolve(NAME);
    if (!isPending(home)) {
      return; // another process was faster
    }
    List<Move> moves = new ArrayList<>();
    for (JsonNode node : JSON.readTree(Files.readAllBytes(journal))) {
      moves.add(new Move(path(node, "present"), path(node, "aside"), path(node, "staged")));
    }
    for (Move move : moves) {
      make(move);
    }
    for (Move move : moves) {
      Disk.sync(move.present().getParent());
    }
    Files.delete(journal);
    Disk.sync(home);
  }

  private static Path path(JsonNode node, String key) {
    return Path.of(URI.create(node.path(key).asText()));
  }

  private static void make(Move move) throws IOException {
    boolean pending = !move.isReplaced() || exists(move.staged());
    if (pending && exists(move.present()) && !exists(move.aside())) {
      Files.move(move.present(), move.aside(), StandardCopyOption.ATOMIC_MOVE);
    }
    if (move.isReplaced() && exists(move.staged())) {
      Files.move(move.staged(), move.present(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
