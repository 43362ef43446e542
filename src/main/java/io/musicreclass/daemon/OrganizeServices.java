package io.musicreclass.daemon;

import io.musicreclass.config.Settings;
import io.musicreclass.organize.FileOrganizer;
import io.musicreclass.organize.GenreNames;
import io.musicreclass.organize.OnlySureNotice;
import io.musicreclass.organize.Organizer;
import io.musicreclass.players.PlayerRescans;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** What tags and sorts files: by itself after each verdict, and on request. */
final class OrganizeServices {
  private static final Logger LOG = Logger.getLogger(OrganizeServices.class);

  private final FileOrganizer fileOrganizer;
  private final Organizer organizer;
  private final OnlySureNotice onlySureNotice;

  /**
   * @param effective the settings with the options changed at run time
   * @param provisional whether verdicts may soon be replaced
   */
  OrganizeServices(DaemonContext context, Settings effective, BooleanSupplier provisional) {
    ReentrantLock files = new ReentrantLock();
    fileOrganizer =
        context
            .closer()
            .add(
                new FileOrganizer(
                    effective,
                    context.ledger(),
                    files,
                    provisional,
                    context.problems().source(),
                    context.clock()));
    organizer = context.closer().add(new Organizer(effective, context.ledger(), files));
    onlySureNotice = new OnlySureNotice(effective, context.ledger());
    onlySureNotice.start();
    context
        .closer()
        .add(
            new PlayerRescans(
                context.settings(),
                context.ledger().changes()::made,
                context.problems(),
                context.clock()))
        .start();
    GenreNames.of(context.settings().after(), context.settings().root())
        .unknown(context.stageRunner().genres())
        .forEach(LOG::warn);
  }

  FileOrganizer fileOrganizer() {
    return fileOrganizer;
  }

  Organizer organizer() {
    return organizer;
  }

  OnlySureNotice onlySureNotice() {
    return onlySureNotice;
  }
}
