package io.musicreclass.fetch;

import io.musicreclass.lifecycle.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.OptionalLong;
import java.util.Set;

/** Downloads one file in as many attempts as needed, each resuming where the last one ended. */
final class Transfer {
  /** HTTP statuses of transient failures. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** An attempt that received this much counts as progress. */
  private static final long USEFUL = 1 << 20; // bytes

  private final HubClient hub;
  private final URI uri;
  private final RemoteFile file;
  private final PartialFile part;
  private final FetchLimits limits;
  private final Fetch.Progress progress;
  private final String manually;
  private boolean arrived;

  /**
   * @param manually what to do if no further attempt will help
   */
  Transfer(
      HubClient hub,
      URI uri,
      RemoteFile file,
      PartialFile part,
      FetchLimits limits,
      Fetch.Progress progress,
      String manually) {
    this.hub = hub;
    this.uri = uri;
    this.file = file;
    this.part = part;
    this.limits = limits;
    this.progress = progress;
    this.manually = manually;
  }

  /** Downloads the whole file; after a failure the partial file stays if it can be resumed. */
  void run() throws IOException, InterruptedException {
    try {
      tries();
    } finally {
      if (!arrived && (part.mark().isEmpty() || part.length() == 0)) {
        part.clear();
      }
    }
  }

  private void tries() throws IOException, InterruptedException {
    long furthest = part.length();
    int failures = 0;
    while (!arrived) {
      try {
        once();
        arrived = true;
      } catch (TransientFailure e) {
        failures = part.length() - furthest >= USEFUL ? 1 : failures + 1;
        furthest = Math.max(furthest, part.length());
        if (failures >= limits.tries()) {
          throw new FetchException(
              uri + ": " + e.getMessage() + ", " + failures + " times in a row",
              "Run the command again when the connection is better: the download will be resumed");
        }
        long wait = limits.before(failures).toMillis();
        progress.report(
            file.name() + ": " + e.getMessage() + "; next attempt in " + wait / 1000 + " s");
        Thread.sleep(wait);
      }
    }
  }

  private void once() throws TransientFailure, IOException, InterruptedException {
    if (part.mark().isEmpty()) {
      part.clear();
    }
    long offset = part.length();
    try (HttpAnswer answer = hub.get(uri, offset, part.mark())) {
      int status = answer.status();
      if (status == 200) {
        begin(answer);
      } else if (status == 206) {
        resume(answer, offset);
      } else if (status == 416) {
        if (answer.unmet().orElse(-1) != offset) {
          part.clear();
          throw new TransientFailure(
              "the server's file is shorter than the partial download; starting again");
        }
      } else {
        refused(status);
      }
    }
  }

  private void begin(HttpAnswer answer) throws TransientFailure, IOException {
    if (answer.isPage()) {
      throw new FetchException(
          uri + ": the server sent a web page instead of the file",
          "Does this network require a sign-in? " + manually);
    }
    fits(answer.length(), 0);
    part.begin(answer.version());
    copy(answer, 0, answer.length());
  }

  private void resume(HttpAnswer answer, long offset) throws TransientFailure, IOException {
    if (answer.start().orElse(-1) != offset) {
      part.clear();
      throw new TransientFailure("the server sent another range than requested; starting again");
    }
    fits(answer.whole(), offset);
    copy(answer, offset, answer.whole());
  }

  /** Refuses a length that the file cannot have, or that exceeds the free disk space. */
  private void fits(OptionalLong total, long offset) throws IOException {
    if (total.isPresent()
        && (total.getAsLong() > file.most() || total.getAsLong() < file.least())) {
      part.clear();
      throw other("its length is " + total.getAsLong() + " bytes");
    }
    // the rest of the file, and the model made from it in single and in half precision
    long needed = total.orElse(file.most()) * 5 / 2 - offset;
    long free = Volume.usableSpace(part.data().getParent());
    if (needed > free) {
      throw new FetchException(
          "%s: the file and what is made from it need %d MB in %s, %d MB are free"
              .formatted(uri, needed / 1_000_000, part.data().getParent(), free / 1_000_000),
          "Free some space, or set reclass.models.path to a larger disk");
    }
  }

  private void copy(HttpAnswer answer, long offset, OptionalLong total)
      throws TransientFailure, IOException {
    byte[] buffer = new byte[1 << 16];
    long done = offset;
    try (StallGuard watch = new StallGuard(answer.body(), limits.silence());
        OutputStream out = part.append()) {
      int count;
      while ((count = read(answer.body(), buffer, watch)) >= 0) {
        write(out, buffer, count);
        done += count;
        watch.received(done - offset);
        progress.downloaded(file.name(), done, total);
        if (done > file.most()) {
          part.clear();
          throw other("it is longer than " + file.most() + " bytes");
        }
      }
    }
    if (total.isPresent() && done != total.getAsLong()) {
      throw new TransientFailure("the connection broke off");
    }
  }

  private static int read(InputStream in, byte[] buffer, StallGuard watch) throws TransientFailure {
    int count = -1;
    boolean broken = false;
    try {
      count = in.read(buffer);
    } catch (IOException e) {
      broken = true;
    }
    // A stream closed by the guard may end in either way.
    if (count < 0 && watch.stalled()) {
      throw new TransientFailure("the server sends almost nothing");
    }
    if (broken) {
      throw new TransientFailure("the connection broke off");
    }
    return count;
  }

  private void write(OutputStream out, byte[] buffer, int count) throws FetchException {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw new FetchException(
          part.data() + " cannot be written: " + e.getMessage(),
          "Correct that and run the command again: the download will be resumed");
    }
  }

  private void refused(int status) throws TransientFailure, FetchException {
    if (TRANSIENT.contains(status)) {
      throw new TransientFailure("the server failed (HTTP " + status + ")");
    }
    throw switch (status) {
      case 404, 410 ->
          new FetchException(
              uri + ": no such file (HTTP " + status + ")",
              "A mirror must have the hub's paths. " + manually);
      case 401, 403, 407 ->
          new FetchException(
              uri + ": the server requires a sign-in (HTTP " + status + ")", manually);
      default -> new FetchException(uri + ": the server answers with HTTP " + status, manually);
    };
  }

  /** The failure for a file that is not the published one. */
  private FetchException other(String why) {
    return new FetchException(
        uri + " is not the published file: " + why, "Try another mirror. " + manually);
  }

  /** Refuses the download if it is not the published file. */
  void check(String sha256) throws IOException {
    if (part.length() < file.least() || part.length() > file.most()) {
      long bytes = part.length();
      part.clear();
      throw other("its length is " + bytes + " bytes");
    }
    if (file.sha256().isPresent() && !file.sha256().get().equals(sha256)) {
      part.clear();
      throw other("its SHA-256 is " + sha256 + " instead of " + file.sha256().get());
    }
  }
}
