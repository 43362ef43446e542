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
 * The pass over a song's packets that finds its identity, length, seek index, and whether it is
 * silent. Another pass follows if the song turns out to end before the file, or may have had
 * another identity in former versions.
 *
 * <p>Packets declare how many frames they contain. If their time unit is too coarse for that, or if
 * the first packets decode to another count, the whole song is decoded and counted instead.
 * Otherwise only its beginning is decoded, up to the first non-zero sample.
 */
final class Survey {
  /** Number of packets whose declared frame counts are verified. */
  private static final int PROOF = 8;

  /** Maximum duration of a packet in any format; a larger one is taken as wrong. */
  private static final int MOST_SECONDS_A_PACKET = 30;

  /** The result of a pass. */
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

  /** Opens and identifies a file. */
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

  /** Position where the song's frames end, if other data follow in the span. */
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

  /** The hash of all packets that FFmpeg finds in the whole file, if it differs from the song's. */
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

  /** Reads all packets; empty if their declared frame counts turn out to be wrong. */
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
            demuxer.container(),
            codec(demuxer),
            rate,
            demuxer.channels(),
            position,
            packets,
            demuxer.tags(),
            index);
    return Optional.of(new Found(song, sound, continuity));
  }

  /** Reads all available frames from the decoder; returns their number. */
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
          Decoded.Reason.DAMAGED, file, "is damaged: nothing in it can be decoded; copy it again");
    }
    double actual = (double) position / demuxer.sampleRate();
    double declared = demuxer.declaredSeconds();
    if (declared > actual * 1.05 && (declared > actual + 1 || packets == 0)) {
      throw new UnreadableException(
          Decoded.Reason.TRUNCATED,
          file,
          String.format(
              Locale.ROOT,
              "is truncated: its header declares %.1f s, but it has %.1f s; copy it again",
              declared,
              actual));
    }
    if (packets == 0) {
      throw Diagnosis.of(file, 0);
    }
  }
}
