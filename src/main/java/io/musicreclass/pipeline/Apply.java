package io.musicreclass.pipeline;

import io.musicreclass.ledger.Change;
import io.musicreclass.ledger.Heard;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.util.List;

/** Does what the settings under {@code reclass.after} say with the songs that have a verdict. */
public final class Apply {
  private static final int PAGE = 500;

  /** Is told what becomes of each file. */
  public interface Listener {
    /** It would be done. */
    void planned(SongFile file, Plan plan);

    /**
     * It was done.
     *
     * @param note what was not done, empty when all was
     */
    void done(Change change, String note);

    /**
     * Nothing is to be done.
     *
     * @param why empty when all is as it should be already
     */
    void left(SongFile file, String why);

    /** The disk refused; it can be tried again. */
    void failed(SongFile file, String reason);
  }

  private final Ledger ledger;
  private final Shelving shelving;
  private final boolean library;
  private final Listener listener;

  /**
   * An application of the settings; nothing is done yet.
   *
   * @param library whether the library's files are meant, or the inbox's
   * @param replacing whether genres that people wrote are replaced, too
   * @throws IllegalArgumentException when the settings say that nothing is to be done
   */
  public Apply(Setup setup, Ledger ledger, boolean library, boolean replacing, Listener listener) {
    if (Shelving.idle(setup.after())) {
      throw new IllegalArgumentException(
          "There is nothing to apply: set reclass.after.action (move, copy) or reclass.after.tag"
              + " (genre)");
    }
    this.ledger = ledger;
    this.shelving = new Shelving(setup, ledger, replacing);
    this.library = library;
    this.listener = listener;
  }

  /** Says what would be done. */
  public void plan() {
    eachPage(
        heard -> {
          Plan plan = shelving.plan(heard);
          if (plan instanceof Plan.Left left) {
            listener.left(heard.file(), left.why());
          } else {
            listener.planned(heard.file(), plan);
          }
        });
  }

  /**
   * Does it, after what was broken off is settled.
   *
   * @return the number of the batch
   * @throws IOException when that cannot be settled
   */
  public long run() throws IOException {
    new Repair(ledger.changes()).settleAll();
    long batch = ledger.changes().newBatch();
    eachPage(
        heard -> {
          Shelving.Outcome outcome = shelving.act(heard, batch);
          if (outcome instanceof Shelving.Outcome.Done done) {
            listener.done(done.change(), done.note());
          } else {
            listener.left(heard.file(), ((Shelving.Outcome.Left) outcome).why());
          }
        });
    return batch;
  }

  /** What is done with one file. */
  private interface Step {
    void take(Heard heard) throws IOException;
  }

  private void eachPage(Step step) {
    long last = 0;
    List<Heard> page;
    do {
      page = ledger.shelves().page(library, last, PAGE);
      for (Heard heard : page) {
        last = heard.row();
        try {
          step.take(heard);
        } catch (IOException e) {
          listener.failed(heard.file(), Failures.of(e));
        }
      }
    } while (page.size() == PAGE);
  }
}
