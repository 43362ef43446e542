package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

import io.musicreclass.decode.frames.FrameContinuity;
import io.musicreclass.track.TrackId;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The one pass over a song's packets: identity, length, seek index, and whether there is sound.
 * Another pass follows where it turns out that the song ends before the file does, or where former
 * versions gave it another identity.
 *
 * <p>Packets say how many frames they hold; where their unit of time is too coarse for that, or the
 * first of them decode to another count, the whole song is decoded and counted instead. Otherwise
 * only the beginning is decoded, until the first sample that is not zero.
 */
final class Survey {
  /** Packets whose frames are counted before the rest is believed. */
  private static final int PROOF = 8;

  /** No packet of any format holds more; one that says so is not believed. */
  private static final int MOST_SECONDS_A_PACKET = 30;

  /** What a pass found. */
  private record Found(Song song, boolean sound, FrameContinuity continuity) {
    Decoded decoded(Song as) {
      Decoded.Audio audio = new Decoded.Audio(as);
      return sound ? audio : new Decoded.Silent(audio);
    }
  }

  private final Path file;
  private final FileGuard.Stamp stamp;
  private final AudioSpan span;
  private final boolean counting;
  private boolean sound;
  private long packets;
  private long position;

  private Survey(Path file, FileGuard.Stamp stamp, AudioSpan span, boolean counting) {
    this.file = file;
    this.stamp = stamp;
    this.span = span;
    this.counting = counting;
  }

  /** Opens a file and says what it is. */
  static Decoded of(Path file) throws UnreadableException {
    FileGuard.Stamp stamp = FileGuard.check(file);
    Found all = of(file, stamp, AudioSpan.of(file));
    AudioSpan span = all.song.span();
    OptionalLong end = endOfSong(all);
    Found found = end.isEmpty() ? all : of(file, stamp, span.endingAt(end.getAsLong()));
    if (found.song.span().isWhole()) {
      return found.decoded(found.song);
    }
    return found.decoded(found.song.with(Decoder.tags(file), formerId(found)));
  }

  private static Found of(Path file, FileGuard.Stamp stamp, AudioSpan span)
      throws UnreadableException {
    try {
      Optional<Found> quick = new Survey(file, stamp, span, false).readPackets();
      return quick.isPresent()
          ? quick.get()
          : new Survey(file, stamp, span, true).readPackets().orElseThrow();
    } catch (UnreadableException e) {
      if (span.isWhole() || e.outcome().reason() != Decoded.Reason.NOT_AUDIO) {
        throw e;
      }
      return of(file, stamp, AudioSpan.whole(span.size()));
    }
  }

  /** Where the frames of the song end, if something else follows them in the span. */
  private static OptionalLong endOfSong(Found found) throws UnreadableException {
    AudioSpan span = found.song.span();
    for (long gap : found.continuity.gaps()) {
      if (span.hasOnlyTagsFrom(span.start() + gap, found.song.file())) {
        return OptionalLong.of(span.start() + gap);
      }
    }
    OptionalLong end = found.continuity.endBeforeChanceFrames();
    return end.isEmpty() ? end : OptionalLong.of(span.start() + end.getAsLong());
  }

  /** The hash of all packets that FFmpeg finds in the whole file. */
  private static Optional<TrackId> formerId(Found found) throws UnreadableException {
    Song song = found.song;
    AudioSpan span = song.span();
    if (span.transparent() && found.continuity.isUnbrokenTo(span.end() - span.start())) {
      return Optional.empty();
    }
    try (Demuxer demuxer = Demuxer.open(song.file())) {
      TrackHash hash = hash(demuxer);
      while (demuxer.read()) {
        hash.update(demuxer.data(), demuxer.size());
      }
      return Optional.of(hash.id()).filter(id -> !id.equals(song.id()));
    } catch (UnreadableException e) {
      return switch (e.outcome().reason()) {
        case GONE, UNREACHABLE, NO_PERMISSION -> throw e;
        default -> Optional.empty(); // former versions could not read it
      };
    }
  }

  private static TrackHash hash(Demuxer demuxer) {
    return new TrackHash(codec(demuxer), demuxer.sampleRate(), demuxer.channels());
  }

  private static String codec(Demuxer demuxer) {
    return avcodec_get_name(demuxer.parameters().codec_id()).getString();
  }

  /** Reads all packets; empty if their own frame counts turn out wrong. */
  private Optional<Found> readPackets() throws UnreadableException {
    try (Demuxer demuxer = Demuxer.open(file, span)) {
      checkParameters(demuxer);
      if (!span.isWhole() && !demuxer.isRaw()) {
        throw Diagnosis.of(file, 0);
      }
      if (!counting && !demuxer.countsFrames()) {
        return Optional.empty();
      }
      try (FrameDecoder decoder = new FrameDecoder(demuxer)) {
        return readPackets(demuxer, decoder);
      }
    }
  }

  private Optional<Found> readPackets(Demuxer demuxer, FrameDecoder decoder)
      throws UnreadableException {
    int rate = demuxer.sampleRate();
    TrackHash hash = hash(demuxer);
    FrameContinuity continuity = new FrameContinuity(codec(demuxer), demuxer.isRaw());
    SeekIndex index = new SeekIndex(rate);
    while (demuxer.read()) {
      hash.update(demuxer.data(), demuxer.size());
      continuity.pass(demuxer.data(), demuxer.size(), demuxer.packet().pos());
      index.pass(demuxer.packet().pts());
      if (index.wants(position)) {
        index.add(demuxer.mark(position));
      }
      long frames = demuxer.frames();
      boolean decoding = counting || !sound || packets < PROOF;
      packets++;
      if (decoding) {
        decoder.feed(demuxer.packet());
        long decoded = decodeAvailable(decoder);
        if (!counting && decoded != frames) {
          return Optional.empty();
        }
        frames = decoded;
      } else if (frames < 0 || frames > (long) MOST_SECONDS_A_PACKET * rate) {
        return Optional.empty();
      }
      position += frames;
    }
    if (counting || !sound || packets < PROOF) {
      decoder.feed(null);
      long rest = decodeAvailable(decoder);
      if (!counting && rest != 0) {
        return Optional.empty();
      }
      position += rest;
    }
    checkComplete(demuxer, decoder);
    Song song =
        new Song(
            file,
            stamp,
            span,
            hash.id(),
            Optional.empty(),
            codec(demuxer),
            rate,
            demuxer.channels(),
            position,
            packets,
            demuxer.tags(),
            index);
    return Optional.of(new Found(song, sound, continuity));
  }

  /** Takes all the decoder has; the number of frames. */
  private long decodeAvailable(FrameDecoder decoder) {
    long frames = 0;
    for (FloatBuffer chunk = decoder.next(); chunk != null; chunk = decoder.next()) {
      frames += chunk.remaining() / decoder.channels();
      while (!sound && chunk.hasRemaining()) {
        sound = chunk.get() != 0;
      }
    }
    return frames;
  }

  private void checkParameters(Demuxer demuxer) throws UnreadableException {
    int rate = demuxer.sampleRate();
    int channels = demuxer.channels();
    if (rate == 0 || channels == 0) {
      throw Diagnosis.of(file, 0);
    }
    if (rate < 1000 || rate > 1_000_000 || channels > 64) {
      throw new UnreadableException(
          Decoded.Reason.DAMAGED,
          file,
          String.format(
              Locale.ROOT,
              "has an impossible header (%d Hz, %d channels); copy it again",
              rate,
              channels));
    }
  }

  private void checkComplete(Demuxer demuxer, FrameDecoder decoder) throws UnreadableException {
    if (packets > 0 && decoder.framesDecoded() == 0) {
      throw new UnreadableException(
          Decoded.Reason.DAMAGED, file, "is damaged: nothing in it decodes; copy it again");
    }
    double there = (double) position / demuxer.sampleRate();
    double promised = demuxer.promisedSeconds();
    if (promised > there * 1.05 && (promised > there + 1 || packets == 0)) {
      throw new UnreadableException(
          Decoded.Reason.TRUNCATED,
          file,
          String.format(
              Locale.ROOT,
              "is truncated: its header declares %.1f s, but it has %.1f s; copy it again",
              promised,
              there));
    }
    if (packets == 0) {
      throw Diagnosis.of(file, 0);
    }
  }
}
