package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.UsageError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A CSV file (RFC 4180, lines ending in LF) that grows record by record, whose end may have been
 * torn anywhere. First {@link #scan}, then {@link #cut}, then records are added.
 */
final class CsvFile implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final byte[] header;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private long end;

  /**
   * Opens a file or begins one.
   *
   * @param header its first line
   */
  CsvFile(Path file, String header) throws IOException {
    this.file = file;
    this.header = (header + "\n").getBytes(StandardCharsets.UTF_8);
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Keeps other processes from writing it; false when one does already. */
  boolean lock() {
    try {
      return channel.tryLock() != null;
    } catch (java.nio.channels.OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // a file system without locks
    }
  }

  /**
   * Reads the whole records there are, and changes nothing. A record with a zero byte is none: a
   * power cut left it so.
   *
   * @param most how many to read
   * @param reader gets each, without its line end
   * @return how many there are, at most that many
   * @throws UsageError when the file has another header
   */
  int scan(int most, Consumer<String> reader) throws IOException {
    channel.position(0);
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    byte[] first = in.readNBytes(header.length);
    if (!Arrays.equals(first, Arrays.copyOf(header, first.length))) {
      throw new UsageError(
          file + " is there already and is no table of this command: choose another --output");
    }
    end = first.length == header.length ? header.length : 0;
    int records = 0;
    while (records < most && end > 0) {
      byte[] record = record(in);
      if (record.length == 0) {
        break;
      }
      reader.accept(new String(record, 0, record.length - 1, StandardCharsets.UTF_8));
      end += record.length;
      records++;
    }
    return records;
  }

  /** The next record with its line end; empty when there is no whole one. */
  private static byte[] record(InputStream in) throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    boolean quoted = false;
    for (int b = in.read(); b > 0; b = in.read()) {
      record.write(b);
      if (b == '"') {
        quoted = !quoted;
      } else if (b == '\n' && !quoted) {
        return record.toByteArray();
      }
    }
    return new byte[0];
  }

  /** Cuts off what follows the records that were read, and brings that to the disk. */
  void cut() throws IOException {
    channel.truncate(end);
    channel.position(end);
    if (end == 0) {
      waiting.writeBytes(header);
    }
    force();
  }

  /** Adds a record, which waits in memory until it is brought to the disk. */
  void add(String record) {
    waiting.writeBytes((record + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Brings all records to the disk. */
  void force() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    waiting.reset();
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
