package io.musicreclass.cli.table;

import io.musicreclass.classify.FileEmbedder;
import io.musicreclass.config.Settings;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.train.cnn.CnnTraining;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mel spectrograms of songs, as a genre CNN takes them. Each is computed once and kept in a table
 * below {@code reclass.home}, 660 KB a song, from which it is read when it is needed.
 */
public final class SongSpectrograms implements AutoCloseable {
  private static final String FOLDER = "spectrograms";
  private static final int SIZE = CnnTraining.BANDS * CnnTraining.FRAMES;

  private final FileChannel channel;
  private final Map<Path, Integer> rows = new HashMap<>();

  private SongSpectrograms(FileChannel channel, List<Path> songs) {
    this.channel = channel;
    for (int i = 0; i < songs.size(); i++) {
      rows.put(songs.get(i), i);
    }
  }

  /**
   * Opens the table, with the missing spectrograms of these songs computed. A song that cannot be
   * analysed is reported on standard error and absent.
   *
   * @param model a genre CNN, whose front end is used
   */
  public static SongSpectrograms of(List<Path> songs, ModelPackage model, Settings setup)
      throws IOException {
    Card card = model.card();
    Path folder = Files.createDirectories(setup.home().resolve(FOLDER));
    Path file = folder.resolve(card.frontEnd().name() + ".npy");
    String maker = card.frontEnd() + " " + card.sampleRate() + " " + card.excerpt();
    try (SongTable table = OutputFiles.array(file, maker, SIZE)) {
      List<Path> missing = table.missing(songs.stream().map(SongSpectrograms::key).toList());
      if (!missing.isEmpty()) {
        try (FileEmbedder frontEnd = FileEmbedder.ofInput(model, setup)) {
          int unused =
              TableFiller.fill(
                  table,
                  missing,
                  setup.threads(),
                  (song, threads) -> row(frontEnd.embed(song, threads)));
        }
      }
    }
    List<Path> found = TableFile.songs(file, OutputFiles.index(file), maker);
    return new SongSpectrograms(FileChannel.open(file, StandardOpenOption.READ), found);
  }

  private static TableRow row(FileEmbedder.Outcome outcome) {
    return outcome instanceof FileEmbedder.Outcome.Embedded embedded
        ? new TableRow.Numbers(embedded.outputs().get(0), "")
        : new TableRow.None(((FileEmbedder.Outcome.Refused) outcome).reason());
  }

  private static Path key(Path song) {
    return song.toAbsolutePath().normalize();
  }

  /** Whether a song has a spectrogram. */
  public boolean has(Path song) {
    return rows.containsKey(key(song));
  }

  /** A song's spectrogram, band by band. */
  public float[] read(Path song) throws IOException {
    Integer row = rows.get(key(song));
    if (row == null) {
      throw new IllegalArgumentException(song + " has no spectrogram");
    }
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * SIZE).order(ByteOrder.LITTLE_ENDIAN);
    long start = NpyWriter.HEADER + (long) row * bytes.capacity();
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, start + bytes.position()) < 0) {
        throw new EOFException("The table of spectrograms ends before " + song + ": remove it");
      }
    }
    float[] values = new float[SIZE];
    bytes.flip().asFloatBuffer().get(values);
    return values;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
