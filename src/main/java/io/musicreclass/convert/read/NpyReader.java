package io.musicreclass.convert.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** NumPy's array file, versions 1 to 3, both orders of axes and of bytes. */
final class NpyReader implements Checkpoint.Reader {
  @Override
  public Contents read(Path file, FileChannel channel) throws ConvertException, IOException {
    NpyHeader header = NpyHeader.of(file, Bytes.of(channel, 0, channel.size()));
    Bytes data = Bytes.of(channel, header.begin(), channel.size() - header.begin());
    return Contents.of(
        new LinkedHashMap<>(Map.of("", header.numbers(file, "", data))), new LinkedHashMap<>());
  }
}
