package io.musicreclass.decode;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a passage of a song from its file. */
final class SongReader implements Chunks {
  /**
   * Maximum number of packets to read in search of a mark; then the song is read from its
   * beginning.
   */
  private static final int MOST_SEARCHED = 20_000;

  private final Song song;
  private final Demuxer demuxer;
  private final FrameDecoder decoder;
  private final double packetsWanted;
  private final long first;
  private long position;
  private long left;
  private long damagedBefore;
  private boolean finished;

  private SongReader(Song song, Passage passage, Demuxer demuxer) throws UnreadableException {
    this.song = song;
    this.demuxer = demuxer;
    this.decoder = new FrameDecoder(demuxer);
    this.first = passage.first();
    this.left = passage.frames();
    double share = (double) Math.min(song.frames(), passage.frames()) / Math.max(1, song.frames());
    this.packetsWanted = song.packets() * share;
  }

  static SongReader open(Song song, Passage passage) throws IOException {
    SeekIndex.Start start = song.index().before(passage.first()).orElse(null);
    if (start != null) {
      SongReader reader = begin(song, passage);
      try {
        if (reader.landsOn(start)) {
          return reader;
        }
      } catch (IOException | RuntimeException e) {
        reader.close();
        throw e;
      }
      reader.close();
    }
    return begin(song, passage);
  }

  private static SongReader begin(Song song, Passage passage) throws IOException {
    Path file = song.file();
    if (!FileGuard.check(file).equals(song.stamp())) {
      throw new IOException(
          UnreadableException.sentence(
              file, "was changed during analysis; it will be analysed again"));
    }
    Demuxer demuxer = Demuxer.open(song);
    try {
      return new SongReader(song, passage, demuxer);
    } catch (UnreadableException | RuntimeException e) {
      demuxer.close();
      throw e;
    }
  }

  /** Seeks to the start; false if its marks are no longer found. */
  private boolean landsOn(SeekIndex.Start start) throws IOException {
    if (!demuxer.seek(start.warm()) || !search(start.warm(), false)) {
      return false;
    }
    decode();
    if (!search(start.exact(), true)) {
      return false;
    }
    position = start.exact().frame();
    damagedBefore = decoder.packetsDamaged();
    decoder.feed(demuxer.packet());
    return true;
  }

  /** Reads up to the marked packet, decoding what comes before it if wanted. */
  private boolean search(SeekIndex.Mark mark, boolean decoding) throws IOException {
    for (int i = 0; i < MOST_SEARCHED && demuxer.read(); i++) {
      if (demuxer.isAt(mark)) {
        return true;
      }
      if (decoding) {
        decode();
      }
    }
    return false;
  }

  private void decode() {
    decoder.feed(demuxer.packet());
    FloatBuffer warmth;
    do {
      warmth = decoder.next();
    } while (warmth != null);
  }

  @Override
  public @Nullable FloatBuffer next() throws IOException {
    while (left > 0) {
      FloatBuffer chunk = decoder.next();
      if (chunk != null) {
        int channels = song.channels();
        long frames = chunk.remaining() / channels;
        long drop = Math.max(0, Math.min(frames, first - position));
        long take = Math.min(frames - drop, left);
        position += frames;
        if (take > 0) {
          left -= take;
          return chunk.slice((int) drop * channels, (int) take * channels);
        }
      } else if (finished) {
        return null;
      } else {
        checkDamage();
        finished = !demuxer.read();
        decoder.feed(finished ? null : demuxer.packet());
      }
    }
    return null;
  }

  private void checkDamage() throws IOException {
    if (decoder.packetsDamaged() - damagedBefore > Math.max(1, packetsWanted / 10)) {
      throw new IOException(
          UnreadableException.sentence(
              song.file(),
              decoder.changed()
                  ? "changes its sample rate or channels midway; convert it to a single format"
                  : "is damaged: more than a tenth of it cannot be decoded; copy it again"));
    }
  }

  @Override
  public void close() {
    decoder.close();
    demuxer.close();
  }
}
