package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The one pass over a song's packets: identity, length, seek index, and whether there is sound.
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

  private final Path file;
  private final Gate.Stamp stamp;
  private final boolean counting;
  private boolean sound;
  private long packets;
  private long position;

  private Survey(Path file, Gate.Stamp stamp, boolean counting) {
    this.file = file;
    this.stamp = stamp;
    this.counting = counting;
  }

  /** Opens a file and says what it is. */
  static Decoded of(Path file) throws Refusal {
    Gate.Stamp stamp = Gate.check(file);
    Optional<Decoded> quick = new Survey(file, stamp, false).walk();
    return quick.isPresent() ? quick.get() : new Survey(file, stamp, true).walk().orElseThrow();
  }

  /** Walks over the packets; empty when their own counts turn out wrong. */
  private Optional<Decoded> walk() throws Refusal {
    try (Demuxer demuxer = Demuxer.open(file)) {
      demand(demuxer);
      if (!counting && !demuxer.countsFrames()) {
        return Optional.empty();
      }
      try (FrameDecoder decoder = new FrameDecoder(demuxer)) {
        return walk(demuxer, decoder);
      }
    }
  }

  private Optional<Decoded> walk(Demuxer demuxer, FrameDecoder decoder) throws Refusal {
    int rate = demuxer.sampleRate();
    String codec = avcodec_get_name(demuxer.parameters().codec_id()).getString();
    TrackHash hash = new TrackHash(codec, rate, demuxer.channels());
    SeekIndex index = new SeekIndex(rate);
    while (demuxer.read()) {
      hash.update(demuxer.data(), demuxer.size());
      index.pass(demuxer.packet().pts());
      if (index.wants(position)) {
        index.add(demuxer.mark(position));
      }
      long frames = demuxer.frames();
      boolean listening = counting || !sound || packets < PROOF;
      packets++;
      if (listening) {
        decoder.feed(demuxer.packet());
        long heard = listen(decoder);
        if (!counting && heard != frames) {
          return Optional.empty();
        }
        frames = heard;
      } else if (frames < 0 || frames > (long) MOST_SECONDS_A_PACKET * rate) {
        return Optional.empty();
      }
      position += frames;
    }
    if (counting || !sound || packets < PROOF) {
      decoder.feed(null);
      long rest = listen(decoder);
      if (!counting && rest != 0) {
        return Optional.empty();
      }
      position += rest;
    }
    judge(demuxer, decoder);
    Song song =
        new Song(
            file,
            stamp,
            hash.id(),
            codec,
            rate,
            demuxer.channels(),
            position,
            packets,
            demuxer.tags(),
            index);
    return Optional.of(
        sound ? new Decoded.Audio(song) : new Decoded.Silent(new Decoded.Audio(song)));
  }

  /** Takes all the decoder has; the number of frames. */
  private long listen(FrameDecoder decoder) {
    long frames = 0;
    for (FloatBuffer chunk = decoder.next(); chunk != null; chunk = decoder.next()) {
      frames += chunk.remaining() / decoder.channels();
      while (!sound && chunk.hasRemaining()) {
        sound = chunk.get() != 0;
      }
    }
    return frames;
  }

  private void demand(Demuxer demuxer) throws Refusal {
    int rate = demuxer.sampleRate();
    int channels = demuxer.channels();
    if (rate == 0 || channels == 0) {
      throw Diagnosis.of(file, 0);
    }
    if (rate < 1000 || rate > 1_000_000 || channels > 64) {
      throw new Refusal(
          Decoded.Reason.DAMAGED,
          file,
          String.format(
              Locale.ROOT,
              "has an impossible header (%d Hz, %d channels); copy it again",
              rate,
              channels));
    }
  }

  private void judge(Demuxer demuxer, FrameDecoder decoder) throws Refusal {
    if (packets > 0 && decoder.framesDecoded() == 0) {
      throw new Refusal(
          Decoded.Reason.DAMAGED, file, "is damaged: nothing in it decodes; copy it again");
    }
    double there = (double) position / demuxer.sampleRate();
    double promised = demuxer.promisedSeconds();
    if (promised > there * 1.05 && (promised > there + 1 || packets == 0)) {
      throw new Refusal(
          Decoded.Reason.TRUNCATED,
          file,
          String.format(
              Locale.ROOT,
              "ends early: its header promises %.1f s, %.1f s are there; copy it again",
              promised,
              there));
    }
    if (packets == 0) {
      throw Diagnosis.of(file, 0);
    }
  }
}
