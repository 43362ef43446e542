package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.publish.Answer;
import io.musicreclass.publish.Request;
import io.musicreclass.revote.Corrections;
import io.musicreclass.revote.RevoteForecast;
import io.musicreclass.revote.RevoteRunner;
import io.musicreclass.revote.TrialRules;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** Executes requests and answers queries. */
final class RequestHandler {
  private static final int MAX_MATCHES = 10;

  private final Ledger ledger;
  private final Path inboxFolder;
  private final Runnable rescan;
  private final IntSupplier retry;
  private final RevoteRunner revoteRunner;
  private final Corrections corrections;

  /**
   * @param rescan scans the inbox and the library again
   * @param retry queues all failed files again and returns their number
   */
  RequestHandler(
      Ledger ledger,
      Path inboxFolder,
      Runnable rescan,
      IntSupplier retry,
      RevoteRunner revoteRunner,
      Corrections corrections) {
    this.ledger = ledger;
    this.inboxFolder = inboxFolder;
    this.rescan = rescan;
    this.retry = retry;
    this.revoteRunner = revoteRunner;
    this.corrections = corrections;
  }

  /**
   * The answer to a request.
   *
   * @throws io.musicreclass.ledger.db.LedgerException when the ledger cannot be read or written
   */
  Answer answer(Request request) {
    if (request instanceof Request.Rescan) {
      rescan.run();
      return new Answer.Done();
    }
    if (request instanceof Request.Retry) {
      return new Answer.Figures(Map.of("queued", retry.getAsInt()));
    }
    if (request instanceof Request.Revote revote) {
      return revote.dryRun() ? forecast() : revote();
    }
    if (request instanceof Request.Lookup lookup) {
      return withUniqueSong(lookup.target(), this::song);
    }
    if (request instanceof Request.Correct correct) {
      return withUniqueSong(
          correct.target(), target -> correct(new Request.Correct(target, correct.genre())));
    }
    return new Answer.Failed(((Request.Invalid) request).why());
  }

  /** Resolves a song given by its tags, which may match one song, none or several. */
  private Answer withUniqueSong(Request.Target target, Function<Request.Target, Answer> work) {
    if (!(target instanceof Request.Target.ByTags tags)) {
      return work.apply(target);
    }
    List<TrackId> songs = ledger.catalogue().lookup(tags.artist(), tags.title(), MAX_MATCHES);
    if (songs.size() == 1) {
      return work.apply(new Request.Target.ById(songs.get(0)));
    }
    return songs.isEmpty()
        ? unknown()
        : new Answer.Failed(
            "Several songs have these tags: repeat the request with one of these ids: "
                + songs.stream().map(TrackId::value).collect(Collectors.joining(", ")));
  }

  private Answer revote() {
    return revoteRunner.start()
        ? new Answer.Done()
        : new Answer.Failed("A re-vote is already running: wait for its event batch_done");
  }

  private Answer forecast() {
    RevoteForecast forecast = revoteRunner.forecast(TrialRules.CURRENT);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("tracks", forecast.tracks());
    figures.put("now", share(forecast.now()));
    figures.put("then", share(forecast.then()));
    figures.put("changed", forecast.changed());
    figures.put("flipped", forecast.flipped());
    figures.put("owes", forecast.pending());
    return new Answer.Figures(figures);
  }

  private static Map<String, Object> share(RevoteForecast.Share share) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("sure", share.sure());
    figures.put("unsure", share.unsure());
    figures.put("stages", share.stages());
    return figures;
  }

  private Answer correct(Request.Correct correct) {
    Optional<TrackId> id = id(correct.target());
    if (id.isEmpty()) {
      return unknown();
    }
    try {
      boolean known =
          correct
              .genre()
              .map(genre -> corrections.correct(id.get(), genre))
              .orElseGet(() -> corrections.undo(id.get()))
              .isPresent();
      return known ? song(new Request.Target.ById(id.get())) : unknown();
    } catch (IllegalArgumentException e) {
      return new Answer.Failed(String.valueOf(e.getMessage()));
    }
  }

  private Optional<TrackId> id(Request.Target target) {
    if (target instanceof Request.Target.ById byId) {
      return Optional.of(byId.id());
    }
    return file((Request.Target.ByFile) target).flatMap(row -> Optional.ofNullable(row.id()));
  }

  private Answer song(Request.Target target) {
    if (target instanceof Request.Target.ByFile byFile) {
      return file(byFile).map(this::song).orElseGet(RequestHandler::unknown);
    }
    TrackId id = ((Request.Target.ById) target).id();
    Optional<TrackView> track = ledger.views().track(id);
    return track
        .flatMap(view -> view.paths().stream().findFirst())
        .flatMap(ledger.views()::file)
        .map(this::song)
        .orElseGet(() -> track.map(RequestHandler::withoutFile).orElseGet(RequestHandler::unknown));
  }

  private Answer song(FileRow row) {
    TrackId id = row.id();
    Optional<TrackView> track = id == null ? Optional.empty() : ledger.views().track(id);
    return new Answer.Song(
        id,
        row.state().toString(),
        row.failure() == null ? null : row.failure().reason(),
        row.failure() == null ? null : row.failure().remedy(),
        track.map(TrackView::paths).orElse(List.of(row.file().path())),
        track.map(TrackView::voteDetails).orElse(null));
  }

  /** The answer about a song all of whose files are gone. */
  private static Answer withoutFile(TrackView view) {
    return new Answer.Song(view.id(), "done", null, null, List.of(), view.voteDetails());
  }

  private static Answer unknown() {
    return new Answer.Failed("No such song is known, or it has not been classified yet");
  }

  private Optional<FileRow> file(Request.Target.ByFile target) {
    try {
      return ledger.views().file(path(target.name()).normalize());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a valid file name
    }
  }

  private Path path(String name) {
    if (name.startsWith("file:")) {
      return Path.of(URI.create(name));
    }
    String absolute = name.startsWith("/") ? name : SongFile.text(inboxFolder) + "/" + name;
    return SongFile.path(absolute.getBytes(StandardCharsets.UTF_8));
  }
}
