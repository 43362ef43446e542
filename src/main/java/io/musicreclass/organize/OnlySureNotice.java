package io.musicreclass.organize;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A notice for upgrades from versions without {@code reclass.after.only-sure}, whose default
 * changes what is tagged and sorted. It is logged once, and shown on the page until the key is set
 * or the notice dismissed.
 */
public final class OnlySureNotice {
  private static final Logger LOG = Logger.getLogger(OnlySureNotice.class);

  /** Name of the stored option; an upgrade of the database sets it to {@link #DUE}. */
  private static final String NOTICE = "only_sure_notice";

  private static final String DUE = "due";
  private static final String LOGGED = "logged";
  private static final String DISMISSED = "dismissed";
  private static final String TEXT =
      "New default: songs whose genre is not sure are neither tagged nor sorted. To sort and tag"
          + " all songs as before, set reclass.after.only-sure=false; to keep the new default, set"
          + " it to true. reclass.after.unsure-path gives unsure songs a folder of their own.";

  private final Settings settings;
  private final Ledger ledger;
  private volatile String state;

  public OnlySureNotice(Settings settings, Ledger ledger) {
    this.settings = settings;
    this.ledger = ledger;
    this.state = ledger.options().choice(NOTICE, "").orElse(DISMISSED);
  }

  /**
   * Logs the notice at the first start after an upgrade; drops it if nothing is tagged or sorted.
   */
  public void start() {
    if (state.equals(DUE)) {
      text().ifPresent(LOG::warn);
      set(text().isPresent() ? LOGGED : DISMISSED);
    }
  }

  /** What has changed and which key controls it; empty if the notice does not apply any more. */
  public Optional<String> text() {
    boolean applies =
        !state.equals(DISMISSED)
            && !OrganizePlan.isIdle(settings.after())
            && !settings.after().isOnlySureSet();
    return applies ? Optional.of(TEXT) : Optional.empty();
  }

  /** Dismisses the notice for good. */
  public void dismiss() {
    set(DISMISSED);
  }

  private void set(String next) {
    ledger.options().choose(NOTICE, next, "");
    state = next;
  }
}
