package io.musicreclass.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.OptionalLong;
import java.util.Set;

/** Brings one file, in as many tries as it takes, each going on where the last one ended. */
final class Transfer {
  /** Statuses of a server that may answer better soon. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** A try that brought this much was none in vain. */
  private static final long USEFUL = 1 << 20; // bytes

  private final HubClient hub;
  private final URI uri;
  private final RemoteFile file;
  private final PartialFile part;
  private final FetchLimits patience;
  private final FetchProgress progress;
  private final String byHand;
  private boolean arrived;

  /**
   * @param byHand the mend where no try will help
   */
  Transfer(
      HubClient hub,
      URI uri,
      RemoteFile file,
      PartialFile part,
      FetchLimits patience,
      FetchProgress progress,
      String byHand) {
    this.hub = hub;
    this.uri = uri;
    this.file = file;
    this.part = part;
    this.patience = patience;
    this.progress = progress;
    this.byHand = byHand;
  }

  /** Brings all of it into the part; on failure the part stays if it can be continued. */
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
        if (failures >= patience.tries()) {
          throw new FetchException(
              uri + ": " + e.getMessage() + ", " + failures + " times in a row",
              "Run the command again when the connection is better: what came is kept");
        }
        long wait = patience.before(failures).toMillis();
        progress.told(file.name() + ": " + e.getMessage() + "; again in " + wait / 1000 + " s");
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
        goOn(answer, offset);
      } else if (status == 416) {
        if (answer.unmet().orElse(-1) != offset) {
          part.clear();
          throw new TransientFailure("the server has less of it than is here; anew");
        }
      } else {
        refused(status);
      }
    }
  }

  private void begin(HttpAnswer answer) throws TransientFailure, IOException {
    if (answer.isPage()) {
      throw new FetchException(
          uri + ": a web page came instead of the file",
          "Is there a sign-in in between? " + byHand);
    }
    fits(answer.length(), 0);
    part.begin(answer.version());
    copy(answer, 0, answer.length());
  }

  private void goOn(HttpAnswer answer, long offset) throws TransientFailure, IOException {
    if (answer.start().orElse(-1) != offset) {
      part.clear();
      throw new TransientFailure("the server sent another part than was asked for; anew");
    }
    fits(answer.whole(), offset);
    copy(answer, offset, answer.whole());
  }

  /** Refuses a length that the file cannot have, or that this disk has no room for. */
  private void fits(OptionalLong total, long offset) throws IOException {
    if (total.isPresent()
        && (total.getAsLong() > file.most() || total.getAsLong() < file.least())) {
      part.clear();
      throw other("it is " + total.getAsLong() + " bytes long there");
    }
    // the rest of it, and the model made of it: once in single, once in half precision
    long needed = total.orElse(file.most()) * 5 / 2 - offset;
    long free = Files.getFileStore(part.data().getParent()).getUsableSpace();
    if (needed > free) {
      throw new FetchException(
          "%s: the file and the model made of it need %d MB in %s, and %d MB are free"
              .formatted(uri, needed / 1_000_000, part.data().getParent(), free / 1_000_000),
          "Make room, or set reclass.models.path to a larger disk");
    }
  }

  private void copy(HttpAnswer answer, long offset, OptionalLong total)
      throws TransientFailure, IOException {
    byte[] buffer = new byte[1 << 16];
    long done = offset;
    try (StallGuard watch = new StallGuard(answer.body(), patience.silence());
        OutputStream out = part.append()) {
      int count;
      while ((count = read(answer.body(), buffer, watch)) >= 0) {
        write(out, buffer, count);
        done += count;
        watch.came(done - offset);
        progress.moved(file.name(), done, total);
        if (done > file.most()) {
          part.clear();
          throw other("it is longer than " + file.most() + " bytes there");
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
    // A stream that the watch has closed may end in either way.
    if (count < 0 && watch.gaveUp()) {
      throw new TransientFailure("the server sends next to nothing");
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
          "Mend that and run the command again: what came is kept");
    }
  }

  private void refused(int status) throws TransientFailure, FetchException {
    if (PASSING.contains(status)) {
      throw new TransientFailure("the server has trouble (HTTP " + status + ")");
    }
    throw switch (status) {
      case 404, 410 ->
          new FetchException(
              uri + ": there is no such file (HTTP " + status + ")",
              "A mirror must have the hub's paths. " + byHand);
      case 401, 403, 407 ->
          new FetchException(uri + ": the server wants a sign-in (HTTP " + status + ")", byHand);
      default -> new FetchException(uri + ": the server answers with HTTP " + status, byHand);
    };
  }

  /** It is not the file that was published. */
  private FetchException other(String why) {
    return new FetchException(
        uri + " is not the file that was published: " + why, "Try another mirror. " + byHand);
  }

  /** Refuses what came if it is not the file. */
  void check(String sha256) throws IOException {
    if (part.length() < file.least() || part.length() > file.most()) {
      long bytes = part.length();
      part.clear();
      throw other("it is " + bytes + " bytes long there");
    }
    if (file.sha256().isPresent() && !file.sha256().get().equals(sha256)) {
      part.clear();
      throw other("its SHA-256 is " + sha256 + " instead of " + file.sha256().get());
    }
  }
}
