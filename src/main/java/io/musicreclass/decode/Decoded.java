package io.musicreclass.decode;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The result of opening a file. */
public sealed interface Decoded {
  /**
   * A song that is not silent. Keeps no file open: each pass over the samples opens the file again.
   */
  final class Audio implements Decoded {
    private final Song song;
    private final List<KeptMono> kept = new CopyOnWriteArrayList<>();
    private @Nullable SoundProfile sound;

    Audio(Song song) {
      this.song = song;
    }

    /** Identity of the audio, independent of the file's name and tags. */
    public TrackId id() {
      return song.id();
    }

    /**
     * The same song, read through another name of its file: that of an open file below {@code
     * /proc/self/fd}. A pass throws IOException if it is not the same file in the same state.
     */
    public Audio at(Path name) {
      return new Audio(song.at(name.toAbsolutePath()));
    }

    /** The identity computed by former versions, if it differs. */
    public Optional<TrackId> formerId() {
      return song.formerId();
    }

    /** Whether the identity is this song's current or former one. */
    public boolean is(TrackId id) {
      return song.id().equals(id) || song.formerId().filter(id::equals).isPresent();
    }

    /** FFmpeg's name of the codec, such as {@code mp3}, {@code flac}, {@code pcm_s16le}. */
    public String codec() {
      return song.codec();
    }

    /** Sample rate in Hz. */
    public int sampleRate() {
      return song.sampleRate();
    }

    public int channels() {
      return song.channels();
    }

    /** The file's tags. */
    public SongTags tags() {
      return song.tags();
    }

    /** Number of frames of the whole song, summed from its packets. */
    public long frames() {
      return song.frames();
    }

    /** Duration of the whole song, summed from its packets. */
    public double seconds() {
      return song.seconds();
    }

    /**
     * The excerpt at the song's own rate and channels. Samples that are not finite numbers
     * (possible in float files) become 0.
     *
     * <p>A pass throws IOException if the file was deleted or changed, if more than a tenth of the
     * excerpt's packets are damaged, or if the sample rate or channels change midway. Single
     * damaged packets are skipped, as the ffmpeg command does.
     */
    public Pcm pcm(Excerpt excerpt) {
      return new SongPcm(song, Passage.of(excerpt, song));
    }

    /** The position of an excerpt in this song. */
    public Passage passage(Excerpt excerpt) {
      return Passage.of(excerpt, song);
    }

    /** A passage at the song's own rate, with the same guarantees as {@link #pcm(Excerpt)}. */
    public Pcm pcm(Passage passage) {
      Pcm all = new SongPcm(song, passage);
      return passage.channel() == Passage.ALL ? all : new ChannelPcm(all, passage.channel());
    }

    /** The song's sound over time. The first call decodes the whole song. */
    public synchronized SoundProfile sound() throws IOException {
      if (sound == null) {
        sound = SoundProfile.of(pcm(Excerpt.FULL));
      }
      return sound;
    }

    /**
     * The excerpt as the arithmetic mean of its channels, cut at the song's own rate and then
     * resampled to {@code rate} Hz by {@link Resampler}. It has {@code round(frames * rate /
     * sampleRate())} samples; its first sample is aligned with the excerpt's first.
     */
    public Pcm mono(Excerpt excerpt, int rate) {
      return mono(pcm(excerpt), rate);
    }

    /**
     * Announces that this passage will be taken in this form, too: the next pass over {@link
     * #keeping} keeps it, unless it is very long.
     */
    public void expect(Passage passage, int rate, MonoForm form) {
      double seconds = passage.isWhole() ? seconds() : (double) passage.frames() / sampleRate();
      Optional<KeptMono> known = kept(passage, rate, form);
      known.ifPresent(KeptMono::expectAgain);
      if (known.isEmpty() && KeptMono.isAffordable(seconds, rate)) {
        kept.add(new KeptMono(passage, rate, form));
      }
    }

    private Optional<KeptMono> kept(Passage passage, int rate, MonoForm form) {
      return kept.stream().filter(other -> other.is(passage, rate, form)).findFirst();
    }

    /** A passage whose next pass, if it reaches the end, keeps what is expected of it. */
    public Pcm keeping(Passage passage, Pcm section) {
      Pcm keeping = section;
      for (KeptMono form : kept) {
        if (form.isOf(passage)) {
          keeping = form.filledBy(keeping);
        }
      }
      return keeping;
    }

    /**
     * Takes what was kept, once for each time it was expected; empty if nothing was, or not to the
     * end.
     */
    public Optional<Pcm> takeKept(Passage passage, int rate, MonoForm form) {
      Optional<KeptMono> found = kept(passage, rate, form).filter(KeptMono::isComplete);
      found.filter(KeptMono::isLastTake).ifPresent(kept::remove);
      return found.map(KeptMono::samples);
    }

    /** Drops what was kept. */
    public void dropKept() {
      kept.clear();
    }

    /** The same for any section of this song. */
    public Pcm mono(Pcm section, int rate) {
      return mono(section, rate, MonoForm.MEAN);
    }

    /** The same in another form. */
    public Pcm mono(Pcm section, int rate, MonoForm form) {
      return new MonoPcm(section, rate, form);
    }
  }

  /**
   * A song whose every sample is zero.
   *
   * @param song its samples can still be read
   */
  record Silent(Audio song) implements Decoded {}

  /**
   * A file without usable audio.
   *
   * @param message user-facing sentence: what is wrong and the remedy
   */
  record Unreadable(Reason reason, String message) implements Decoded {}

  /** Why a file is {@link Unreadable}. */
  enum Reason {
    /** 0 bytes. */
    EMPTY,
    /** A directory, pipe, socket or device. */
    NOT_A_FILE,
    /** No supported audio format, or no audio stream. */
    NOT_AUDIO,
    /** A list of files or addresses, which are never opened. */
    PLAYLIST,
    NO_PERMISSION,
    /** Deleted, or a broken link. */
    GONE,
    /** Its existence is unknown: its medium does not respond, or the system refuses access. */
    UNREACHABLE,
    /** Copy protection. */
    ENCRYPTED,
    /** Shorter than its header declares. */
    TRUNCATED,
    /** Nothing can be decoded, or its header is impossible. */
    DAMAGED
  }
}
