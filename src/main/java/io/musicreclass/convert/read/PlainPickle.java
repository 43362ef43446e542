package io.musicreclass.convert.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A pickle of Python and NumPy values, as {@code pickle.dump} writes a scaler. */
final class PlainPickle implements Checkpoint.Reader {
  @Override
  public Contents read(Path file, FileChannel channel) throws ConvertException, IOException {
    CountingInput in =
        new CountingInput(
            new BufferedInputStream(Channels.newInputStream(channel.position(0))), channel.size());
    return Contents.of(SafePickle.load(in, file, Storages.none()));
  }
}
