package io.musicreclass.ledger.db;

import io.musicreclass.lifecycle.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Upgrades a database to this program's version. Before that, a copy of it is put beside it, which
 * the earlier program can open. All steps are one transaction: whatever fails, and even if the
 * process is killed, the database is the former or the new one.
 */
final class Migrations {
  /** The scripts in this program. */
  static final Migrations BUNDLED = new Migrations(Migrations::resource);

  /** How many versions' copies are kept. */
  private static final int KEPT = 3;

  /** The copy, and what the transaction writes until it is complete. */
  private static final int SPACE = 2;

  private static final Pattern COPY = Pattern.compile("ledger\\.db\\.v(\\d{1,4})");
  private static final Logger LOG = Logger.getLogger(Migrations.class);

  private final IntFunction<Optional<String>> scripts;

  /**
   * @param scripts the script that makes a version of the one before it; empty after the newest
   */
  Migrations(IntFunction<Optional<String>> scripts) {
    this.scripts = scripts;
  }

  private static Optional<String> resource(int version) {
    String name = String.format("/ledger/%03d.sql", version);
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of this program's databases. */
  int newest() {
    int version = 0;
    while (scripts.apply(version + 1).isPresent()) {
      version++;
    }
    return version;
  }

  /**
   * Upgrades a database.
   *
   * @param version of the database; 0 if it is empty
   * @throws LedgerException if it cannot be copied or upgraded; it is as it was then
   */
  void run(Path db, int version, SqlSession session) {
    int newest = newest();
    if (version == newest) {
      return;
    }
    if (version > 0) {
      copy(db, version);
    }
    try {
      session.run(
          () -> {
            for (int next = version + 1; next <= newest; next++) {
              session.script(scripts.apply(next).orElseThrow());
            }
            session.script("PRAGMA user_version = " + newest);
          });
    } catch (LedgerException e) {
      throw new LedgerException(
          "Cannot upgrade the ledger "
              + db
              + " from version "
              + version
              + " to "
              + newest
              + "; it is as it was, and the earlier Reclass can go on with it. "
              + e.getMessage(),
          e);
    }
    if (version > 0) {
      LOG.infof("Upgraded the ledger: from=%d to=%d copy=%s", version, newest, file(db, version));
    }
  }

  private static Path file(Path db, int version) {
    return db.resolveSibling("ledger.db.v" + version);
  }

  /** Copies the database, replacing the copy that an earlier attempt may have left. */
  private static void copy(Path db, int version) {
    Path target = file(db, version);
    Path part = db.resolveSibling("ledger.upgrade");
    try {
      DatabaseCopy.make(db, part, SPACE, () -> false);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Disk.sync(db.resolveSibling(""));
      for (Path old : newestFirst(db).stream().skip(KEPT).toList()) {
        Files.delete(old);
      }
    } catch (IOException | LedgerException e) {
      throw new LedgerException(
          "Cannot copy the ledger "
              + db
              + " before its upgrade ("
              + e.getMessage()
              + "): make room there, or install the earlier Reclass again; the ledger is as it was",
          e);
    }
  }

  private static List<Path> newestFirst(Path db) throws IOException {
    try (Stream<Path> files = Files.list(db.resolveSibling(""))) {
      return files
          .filter(file -> version(file) > 0)
          .sorted(Comparator.comparingInt(Migrations::version).reversed())
          .toList();
    }
  }

  /** The version of a copy; 0 if the file is none. */
  private static int version(Path file) {
    Matcher name = COPY.matcher(file.getFileName().toString());
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }
}
