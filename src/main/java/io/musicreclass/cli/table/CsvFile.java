package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.lock.ExclusiveLock;
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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A CSV file (RFC 4180, lines ending in LF) that grows record by record and may have been truncated
 * anywhere. Call {@link #scan}, then {@link #cut}, then add records.
 */
final class CsvFile implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private final Closeable owner;
  private final byte[] header;
  private final ByteArrayOutputStream buffered = new ByteArrayOutputStream();
  private long end;

  private CsvFile(Path file, String header, FileChannel channel, Closeable owner) {
    this.file = file;
    this.header = (header + "\n").getBytes(StandardCharsets.UTF_8);
    this.channel = channel;
    this.owner = owner;
  }

  /**
   * Opens or creates a file without locking it.
   *
   * @param header its first line
   */
  static CsvFile open(Path file, String header) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new CsvFile(file, header, channel, channel);
  }

  /**
   * Opens or creates a file and locks it; on a file system without locks it stays unlocked.
   *
   * @param header its first line
   * @return empty if this or another process has it locked
   */
  static Optional<CsvFile> openLocked(Path file, String header) throws IOException {
    Optional<ExclusiveLock> attempt;
    try {
      attempt = ExclusiveLock.attempt(file);
    } catch (IOException e) {
      return Optional.of(open(file, header)); // fails, too, unless only locks are unsupported
    }
    return attempt.map(lock -> new CsvFile(file, header, lock.channel(), lock::close));
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
    owner.close();
  }
}
