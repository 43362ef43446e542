package io.musicreclass.quarantine;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Entry point: what is being done to each song in progress, noted in a file before it is done. If
 * the program crashes, the next process reads there what it was doing. Which songs were in progress
 * is known from the ledger, on disk at that; the notes only say more about it, so they are not
 * forced to disk: what was written to a file outlives the process. Never fails. Thread-safe.
 */
public final class StepNotes implements AutoCloseable {
  private static final String UNKNOWN = "processing it";
  public static final String DECODING = "decoding it";

  private static final Logger LOG = Logger.getLogger(StepNotes.class);
  private static final String FILE = "in-progress";

  /** Bytes of a note: the song's row in the ledger, 0 if there is none, and the step. */
  private static final int SLOT = 128;

  private static final int MAX_TEXT = SLOT - Long.BYTES - Short.BYTES;

  private final Map<Long, String> former = new HashMap<>();
  private final Map<Long, Integer> slots = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private @Nullable RandomAccessFile file; // unlike a channel, not closed by interrupts

  /**
   * @param home the folder of the ledger
   */
  public StepNotes(Path home) {
    try {
      file = new RandomAccessFile(home.resolve(FILE).toFile(), "rw");
      readFormer(file);
      file.setLength(0);
    } catch (IOException e) {
      LOG.debugf("Cannot note the steps of songs: reason=%s", e.getMessage());
    }
  }

  private void readFormer(RandomAccessFile notes) throws IOException {
    byte[] bytes = new byte[SLOT];
    try {
      while (true) {
        notes.readFully(bytes);
        ByteBuffer note = ByteBuffer.wrap(bytes);
        long row = note.getLong();
        int length = note.getShort();
        if (row != 0 && length > 0 && length <= MAX_TEXT) {
          former.put(row, new String(bytes, note.position(), length, StandardCharsets.UTF_8));
        }
      }
    } catch (EOFException end) {
      // all have been read
    }
  }

  /** What a stage does to a song. */
  public static String analysing(String stage) {
    return "analysing it in stage " + stage;
  }

  /**
   * What the process before this one was doing to a song when it ended abnormally.
   *
   * @param row the song's file in the ledger
   */
  public String former(long row) {
    return former.getOrDefault(row, UNKNOWN);
  }

  /** The songs, by row, that the process before this one had in progress; empty if unknown. */
  public Set<Long> formerRows() {
    return Set.copyOf(former.keySet());
  }

  /** From now on this is done to a song. */
  public synchronized void begin(long row, String step) {
    Integer next = free.isEmpty() ? Integer.valueOf(slots.size()) : free.peek();
    Integer slot = slots.putIfAbsent(row, next);
    if (slot == null) {
      free.poll();
      slot = next;
    }
    write(slot, row, step);
  }

  /** Nothing more is done to a song. */
  public synchronized void end(long row) {
    Integer slot = slots.remove(row);
    if (slot != null) {
      free.push(slot);
      write(slot, 0, "");
    }
  }

  private void write(int slot, long row, String step) {
    if (file == null) {
      return;
    }
    byte[] text = step.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, MAX_TEXT);
    ByteBuffer note = ByteBuffer.allocate(SLOT);
    note.putLong(row).putShort((short) length).put(text, 0, length);
    try {
      file.seek((long) slot * SLOT);
      file.write(note.array());
    } catch (IOException e) {
      LOG.debugf("Cannot note the step of a song: reason=%s", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.debugf("Cannot close the notes: reason=%s", e.getMessage());
    }
    file = null;
  }
}
