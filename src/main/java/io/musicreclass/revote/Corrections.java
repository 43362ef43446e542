package io.musicreclass.revote;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.models.Card;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.TrackId;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Genres assigned by people. A correction overrides the vote, now and later, until it is undone.
 */
public final class Corrections {
  /** Most characters of a genre, which is also used in folder names. */
  private static final int LONGEST = 64;

  private final Ledger ledger;
  private final EventPolicy eventPolicy;
  private final List<String> genres;
  private final Clock clock;
  private final Runnable onOutboxChange;

  /**
   * @param genres the genres of the vote, in their canonical spelling
   * @param onOutboxChange called when the outbox may have new messages
   */
  public Corrections(
      Ledger ledger,
      EventPolicy eventPolicy,
      List<String> genres,
      Clock clock,
      Runnable onOutboxChange) {
    this.ledger = ledger;
    this.eventPolicy = eventPolicy;
    this.genres = List.copyOf(genres);
    this.clock = clock;
    this.onOutboxChange = onOutboxChange;
  }

  /** For use without a daemon; loads no model. */
  public static Corrections of(Settings settings, Ledger ledger) {
    Clock clock = Clock.systemUTC();
    Messages messages = new Messages(MqttSettings.of(settings.mqtt(), settings.root()).node());
    List<String> genres =
        ModelSelection.of(settings).stages().stream()
            .map(stage -> stage.model().card().head())
            .flatMap(Stream::ofNullable)
            .map(Card.Head::genreSet)
            .findFirst()
            .map(GenreSet::names)
            .orElse(List.of());
    return new Corrections(
        ledger,
        new EventPolicy(ledger, ConfiguredSinks.offline(messages, clock), clock),
        genres,
        clock,
        () -> {});
  }

  /** The genres of the vote; corrections may use others. */
  public List<String> genres() {
    return genres;
  }

  /** Whether the vote knows the genre, in any spelling. */
  public boolean knows(String genre) {
    return genres.stream().anyMatch(known -> GenreSet.fold(known).equals(GenreSet.fold(genre)));
  }

  /**
   * Corrects a song.
   *
   * @param genre a known genre in any spelling, or another one
   * @return the verdict in force; empty when the song is not known or has no verdict yet
   * @throws IllegalArgumentException when this is not a valid genre name
   */
  public Optional<ClassifiedTrack> correct(TrackId id, String genre) {
    String name = canonical(genre);
    Optional<ClassifiedTrack> standing = ledger.tracks().verdict(id);
    if (standing.isEmpty() || isCorrectedTo(standing.get(), name)) {
      return standing;
    }
    ClassifiedTrack voteDetails = standing.get().corrected(name, clock.instant());
    ledger.reviews().correct(id, name, voteDetails.at(), eventPolicy.corrected(voteDetails));
    onOutboxChange.run();
    return Optional.of(voteDetails);
  }

  /**
   * Undoes a correction; does nothing where there is none.
   *
   * @return the verdict in force; empty when the song is not known or has no verdict
   */
  public Optional<ClassifiedTrack> undo(TrackId id) {
    Optional<ClassifiedTrack> standing = ledger.tracks().verdict(id);
    if (standing.isEmpty() || standing.get().overruled() == null) {
      return standing;
    }
    ClassifiedTrack voteDetails = standing.get().uncorrected(clock.instant());
    ledger.reviews().uncorrect(id, eventPolicy.corrected(voteDetails));
    onOutboxChange.run();
    return Optional.of(voteDetails);
  }

  private static boolean isCorrectedTo(ClassifiedTrack standing, String genre) {
    return standing.overruled() != null && Objects.equals(standing.verdict().genre(), genre);
  }

  private String canonical(String genre) {
    String name = genre.strip();
    if (name.isEmpty()
        || name.codePointCount(0, name.length()) > LONGEST
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Not a valid genre name: enter 1 to " + LONGEST + " characters on one line");
    }
    return genres.stream()
        .filter(known -> GenreSet.fold(known).equals(GenreSet.fold(name)))
        .findFirst()
        .orElse(name);
  }
}
