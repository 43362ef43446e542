package io.musicreclass.ledger;

import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A process of its own that works on a ledger, and may be stopped at any moment. */
final class Child {
  private Child() {}

  /** Runs it to its end and gives what it printed. */
  static String run(Path home, String... arguments) throws IOException, InterruptedException {
    Process process = start(home, arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  static Process start(Path home, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.sqlite.tmpdir=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            home.toString());
    builder.command().addAll(List.of(arguments));
    return builder.redirectErrorStream(true).start();
  }

  /**
   * {@code HOME open}: opens and closes. {@code HOME work INBOX STEPS}: two workers classify what
   * lies in the inbox; after so many steps the process halts.
   */
  public static void main(String[] args) throws InterruptedException {
    try (Ledger ledger = Ledger.open(Path.of(args[0]))) {
      if (args[1].equals("work")) {
        work(ledger, Path.of(args[2]), new AtomicInteger(Integer.parseInt(args[3])));
      }
    } catch (LedgerException e) {
      System.out.println(e.getMessage());
    }
  }

  private static void work(Ledger ledger, Path inbox, AtomicInteger steps)
      throws InterruptedException {
    ledger
        .queue()
        .poisoned()
        .forEach(
            job ->
                ledger
                    .completion()
                    .fail(
                        job,
                        FailureReason.poison(FailureReason.Harm.CRASH, "decoding it"),
                        Songs.messages("poison " + job.path())));
    ledger.queue().arriveAll(files(inbox), Origin.INBOX);
    System.out.println("working");
    Thread first = new Thread(() -> drain(ledger, steps));
    Thread second = new Thread(() -> drain(ledger, steps));
    first.start();
    second.start();
    first.join();
    second.join();
  }

  private static List<SongFile> files(Path inbox) {
    try (Stream<Path> paths = Files.list(inbox)) {
      return paths
          .sorted()
          .map(
              path -> {
                try {
                  return SongFile.stat(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void drain(Ledger ledger, AtomicInteger steps) {
    while (ledger.views().waiting(Integer.MAX_VALUE) > 0) {
      Optional<Job> job = ledger.queue().claim();
      step(steps);
      job.ifPresent(held -> classify(ledger, held, steps));
    }
  }

  private static void classify(Ledger ledger, Job job, AtomicInteger steps) {
    TrackId id = Songs.id(Integer.parseInt(content(job.path())));
    Identity identity = Songs.identify(ledger, job, id);
    step(steps);
    if (identity instanceof Identity.New) {
      ledger.tracks().store(id, Songs.scored("fma", "head", 0.5));
      step(steps);
      ledger.completion().decide(job, Songs.voteDetails(job, id), List.of(message("result " + id)));
    } else if (identity instanceof Identity.DuplicateOf of) {
      ledger
          .completion()
          .duplicate(job, id, of.other(), List.of(message("duplicate " + job.path())));
    } else if (identity instanceof Identity.Same) {
      ledger.completion().completeUnchanged(job);
    }
    step(steps);
  }

  private static OutboxMessage message(String text) {
    return new OutboxMessage("result", text, false);
  }

  private static void step(AtomicInteger steps) {
    if (steps.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static String content(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
