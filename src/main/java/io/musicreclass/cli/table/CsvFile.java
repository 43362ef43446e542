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
 * A CSV file (RFC 4180, lines ending in LF) that grows record by record and may have been truncated
 * anywhere. Call {@link #scan}, then {@link #cut}, then add records.
 */
final class CsvFile implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final byte[] header;
  private final ByteArrayOutputStream buffered = new ByteArrayOutputStream();
  private long end;

  /**
   * Opens or creates a file.
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

  /** Locks the file against other processes; false if one has it locked. */
  boolean lock() {
    try {
      return channel.tryLock() != null;
    } catch (java.nio.channels.OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // the file system does not support locks
    }
  }

  /**
   * Reads the complete records without changing anything. A record with a zero byte, as left by a
   * power cut, ends the file.
   *
   * @param most maximum number of records to read
   * @param reader receives each, without its line end
   * @return number of complete records, at most that many
   * @throws UsageError if the file has another header
   */
  int scan(int most, Consumer<String> reader) throws IOException {
    channel.position(0);
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    byte[] first = in.readNBytes(header.length);
    if (!Arrays.equals(first, Arrays.copyOf(header, first.length))) {
      throw new UsageError(
          file + " already exists and was not written by this command: choose another --output");
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

  /** The next record with its line end; empty if it is incomplete. */
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

  /** Truncates the file after the records that were read, and syncs it. */
  void cut() throws IOException {
    channel.truncate(end);
    channel.position(end);
    if (end == 0) {
      buffered.writeBytes(header);
    }
    force();
  }

  /** Adds a record, which is buffered until {@link #force}. */
  void add(String record) {
    buffered.writeBytes((record + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes all buffered records and syncs the file. */
  void force() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffered.toByteArray());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    buffered.reset();
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
