package io.musicreclass.track;

/** How several channels become one, and how its sample rate is changed. */
public enum MonoForm {
  /** The arithmetic mean of the channels; a filter that is flat almost to its edge. */
  MEAN,
  /**
   * As {@code ffmpeg -ac 1 -ar RATE -f f32le} does it: two channels by 0.7071 each, so 3 dB louder
   * than their mean; libswresample's own filter, which is shorter and reaches further up.
   */
  FFMPEG
}
