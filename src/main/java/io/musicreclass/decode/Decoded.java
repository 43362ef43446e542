package io.musicreclass.decode;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of opening a file. */
public sealed interface Decoded {
  /**
   * A song with sound in it. Holds no open file: each pass over its samples opens the file anew.
   */
  final class Audio implements Decoded {
    private final Song song;
    private @Nullable SoundProfile sound;

    Audio(Song song) {
      this.song = song;
    }

    /** Identity of the audio, whatever the file's name and tags. */
    public TrackId id() {
      return song.id();
    }

    /** The identity that former versions gave it, where that was another one. */
    public Optional<TrackId> formerId() {
      return song.formerId();
    }

    /** Whether this is the song of that identity, be it a former one. */
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

    /** What the file's tags say. */
    public SongTags tags() {
      return song.tags();
    }

    /** Duration of the whole song, summed from its packets. */
    public double seconds() {
      return song.seconds();
    }

    /**
     * The excerpt at the song's own rate and channels. Samples that are no finite number (a float
     * file can hold them) become 0.
     *
     * <p>A pass throws IOException when the file is gone or was changed, when more than a tenth of
     * the excerpt's packets are damaged, or when rate or channels change on the way. Single damaged
     * packets are left out, as FFmpeg's own command does.
     */
    public Pcm pcm(Excerpt excerpt) {
      return new SongPcm(song, Passage.of(excerpt, song));
    }

    /** Where an excerpt lies in this song. */
    public Passage passage(Excerpt excerpt) {
      return Passage.of(excerpt, song);
    }

    /** A passage at the song's own rate; as {@link #pcm(Excerpt)}. */
    public Pcm pcm(Passage passage) {
      Pcm all = new SongPcm(song, passage);
      return passage.channel() == Passage.ALL ? all : new ChannelPcm(all, passage.channel());
    }

    /** Where in the song there is sound: decodes all of it when first asked. */
    public synchronized SoundProfile sound() throws IOException {
      if (sound == null) {
        sound = SoundProfile.of(pcm(Excerpt.FULL));
      }
      return sound;
    }

    /**
     * The excerpt, cut at the song's own rate, as the arithmetic mean of its channels, resampled to
     * {@code rate} Hz by the filter that {@link Resampler} states; {@code round(frames * rate /
     * sampleRate())} samples, the first aligned with the excerpt's first.
     */
    public Pcm mono(Excerpt excerpt, int rate) {
      return mono(pcm(excerpt), rate);
    }

    /** The same of any stretch of this song. */
    public Pcm mono(Pcm stretch, int rate) {
      return mono(stretch, rate, MonoForm.MEAN);
    }

    /** The same in another form. */
    public Pcm mono(Pcm stretch, int rate, MonoForm form) {
      return new MonoPcm(stretch, rate, form);
    }
  }

  /**
   * A song whose every sample is zero.
   *
   * @param song to be read all the same by who wants to know its features
   */
  record Silent(Audio song) implements Decoded {}

  /**
   * No song, or none that can be trusted.
   *
   * @param message user-facing sentence: what is wrong and the remedy
   */
  record Unreadable(Reason reason, String message) implements Decoded {}

  /** Why a file is {@link Unreadable}. */
  enum Reason {
    /** Nothing in it. */
    EMPTY,
    /** A directory, pipe, socket or device. */
    NOT_A_FILE,
    /** No supported audio format, or no audio stream. */
    NOT_AUDIO,
    /** A list of other files or addresses; those are never opened. */
    PLAYLIST,
    NO_PERMISSION,
    /** Deleted, or a broken link. */
    GONE,
    /** Its existence is unknown: its medium does not respond, or the system refuses access. */
    UNREACHABLE,
    /** Copy protection. */
    ENCRYPTED,
    /** Shorter than its own header promises. */
    TRUNCATED,
    /** Nothing in it decodes, or its header is impossible. */
    DAMAGED
  }
}
