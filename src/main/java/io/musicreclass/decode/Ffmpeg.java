package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.musicreclass.track.SongFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** FFmpeg's configuration: no logging, bounded memory, and access to the given file only. */
public final class Ffmpeg {
  /** {@code AVERROR(EAGAIN)}. */
  static final int AGAIN = -11;

  /** {@code AVERROR(EIO)}. */
  static final int IO_ERROR = -5;

  /** {@code AVERROR(EACCES)}. */
  static final int ACCESS = -13;

  /** {@code AVERROR(ENOENT)}. */
  static final int NO_ENTRY = -2;

  /** {@code AVERROR} of EIO, ENFILE, EMFILE, ETIMEDOUT, EHOSTDOWN and ESTALE. */
  static final Set<Integer> UNREACHABLE = Set.of(IO_ERROR, -23, -24, -110, -112, -116);

  static final int END = AVERROR_EOF();

  /** Audio containers that cannot refer to other files. */
  private static final String FORMATS =
      "mp3,flac,ogg,mov,aac,wav,w64,aiff,asf,ape,wv,matroska,tta,ac3,eac3,au,caf,tak,mpc,mpc8,dts";

  /** Audio decoders; pictures in tags are never decoded. */
  private static final Set<String> CODECS =
      Set.of(
          ("mp2 mp2float mp3float flac vorbis opus aac alac wavpack ape tta tak ac3 eac3 dca wmav1"
                  + " wmav2 wmapro wmalossless wmavoice mpc7 mpc8 mlp truehd pcm_s8 pcm_u8 pcm_s16le"
                  + " pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be pcm_f16le pcm_f24le pcm_f32le"
                  + " pcm_f32be pcm_f64le pcm_f64be pcm_alaw pcm_mulaw adpcm_ms adpcm_ima_wav"
                  + " adpcm_ima_qt gsm gsm_ms")
              .split(" "));

  /** Maximum size of one allocation, whatever a header claims. */
  private static final long MOST_BYTES = 256L << 20;

  static {
    av_log_set_level(AV_LOG_QUIET);
    av_max_alloc(MOST_BYTES);
  }

  private Ffmpeg() {}

  /** Applies the configuration of memory and logging, for those who open no file. */
  public static void configure() {
    // Done when the class is loaded.
  }

  /** The system's description of an error. */
  static String text(int code) {
    try (BytePointer text = new BytePointer(128)) {
      av_strerror(code, text, text.capacity());
      return text.limit(BytePointer.strlen(text)).getString();
    }
  }

  /** The decoder of a codec; null if the codec is not supported. */
  static @Nullable AVCodec decoder(int codec) {
    // FFmpeg prefers the integer decoder here, whose dither differs after a seek.
    AVCodec decoder =
        codec == AV_CODEC_ID_MP2
            ? avcodec_find_decoder_by_name("mp2float")
            : avcodec_find_decoder(codec);
    return decoder != null && CODECS.contains(decoder.name().getString()) ? decoder : null;
  }

  /**
   * Adds the options with which every file is opened.
   *
   * @param pcm whether its samples are known to be PCM; otherwise FFmpeg looks for another codec
   *     behind a header that says so
   */
  public static void restrict(AVDictionary options, boolean pcm) {
    if (pcm) {
      av_dict_set(options, "max_probe_packets", "1", 0);
    }
    av_dict_set(options, "protocol_whitelist", "file,subfile", 0);
    av_dict_set(options, "format_whitelist", FORMATS, 0);
    av_dict_set(options, "codec_whitelist", String.join(",", CODECS), 0);
    av_dict_set(options, "probesize", "5000000", 0);
    av_dict_set(options, "analyzeduration", "5000000", 0);
    av_dict_set(options, "max_streams", "64", 0);
  }

  /** The URL of a file, made of the bytes of its name, which {@code file:} takes unescaped. */
  public static BytePointer url(Path file) {
    return url("file:", file);
  }

  /** The URL of a part of a file, or of all of it. */
  static BytePointer url(Path file, AudioSpan span) {
    if (span.isWhole()) {
      return url(file);
    }
    return url("subfile,,start," + span.start() + ",end," + span.end() + ",,:file:", file);
  }

  private static BytePointer url(String scheme, Path file) {
    ByteArrayOutputStream url = new ByteArrayOutputStream();
    url.writeBytes(scheme.getBytes(StandardCharsets.US_ASCII));
    url.writeBytes(SongFile.bytes(file.toAbsolutePath()));
    url.write(0);
    return new BytePointer(url.toByteArray());
  }
}
