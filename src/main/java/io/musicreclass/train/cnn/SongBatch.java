package io.musicreclass.train.cnn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Spectrograms of some songs, of the same number of frames. */
final class SongBatch {
  private final CnnTraining.Source source;
  private final int frames;
  private final List<Integer> songs = new ArrayList<>();
  private final List<float[]> crops = new ArrayList<>();

  SongBatch(CnnTraining.Source source, int frames) {
    this.source = source;
    this.frames = frames;
  }

  /** Adds a song from a frame on. */
  void add(int song, int from) throws IOException {
    float[] whole = source.read(song);
    float[] crop = new float[CnnTraining.BANDS * frames];
    for (int band = 0; band < CnnTraining.BANDS; band++) {
      System.arraycopy(whole, band * CnnTraining.FRAMES + from, crop, band * frames, frames);
    }
    songs.add(song);
    crops.add(crop);
  }

  List<Integer> songs() {
    return List.copyOf(songs);
  }

  /** All values, song by song. */
  float[] values() {
    float[] values = new float[crops.size() * CnnTraining.BANDS * frames];
    for (int i = 0; i < crops.size(); i++) {
      float[] crop = crops.get(i);
      System.arraycopy(crop, 0, values, i * crop.length, crop.length);
    }
    return values;
  }
}
