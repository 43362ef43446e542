package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.cli.train.DataOptions;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.SongFile;
import io.musicreclass.train.data.LabelledData;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What names songs of known genre: a folder, a CSV file or a data set. */
final class SongOptions {
  @Parameters(arity = "0..1", paramLabel = "SONGS", description = LabelledSong.DESCRIPTION)
  private @Nullable Path source;

  @Mixin private DataOptions data;

  /**
   * Reads the list.
   *
   * @throws UsageError if none or both are given, or the list cannot be used
   */
  SongSet songs() throws ConvertException, IOException {
    if ((source == null) != data.isGiven()) {
      throw new UsageError("Give SONGS, or --data NAME: one of them");
    }
    if (source != null) {
      return new SongSet(SongFile.text(source), LabelledSong.of(source));
    }
    LabelledData read = data.read(Installation.setup());
    return new SongSet(read.name(), LabelledSong.of(read));
  }
}
