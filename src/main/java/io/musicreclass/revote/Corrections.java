package io.musicreclass.revote;

import io.musicreclass.classify.ModelSelection;
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
 * A person's genre for a song: it holds over what the vote says, now and later, until the person
 * takes it back.
 */
public final class Corrections {
  /** A genre is a word or a few, and goes into folder names. */
  private static final int LONGEST = 64;

  private final Ledger ledger;
  private final EventPolicy eventPolicy;
  private final List<String> genres;
  private final Clock clock;
  private final Runnable told;

  /**
   * @param genres those the vote knows, as it writes them
   * @param told called when there may be something new in the outbox
   */
  public Corrections(
      Ledger ledger, EventPolicy eventPolicy, List<String> genres, Clock clock, Runnable told) {
    this.ledger = ledger;
    this.eventPolicy = eventPolicy;
    this.genres = List.copyOf(genres);
    this.clock = clock;
    this.told = told;
  }

  /** Corrections without a daemon; no model is loaded. */
  public static Corrections of(Settings setup, Ledger ledger) {
    Clock clock = Clock.systemUTC();
    Messages messages = new Messages(MqttSettings.of(setup.mqtt(), setup.root()).node());
    List<String> genres =
        ModelSelection.of(setup).roles().stream()
            .map(role -> role.model().card().head())
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

  /** The genres that the vote knows; a person may know others. */
  public List<String> genres() {
    return genres;
  }

  /** Whether the vote knows that genre, in whatever spelling. */
  public boolean knows(String genre) {
    return genres.stream().anyMatch(known -> GenreSet.fold(known).equals(GenreSet.fold(genre)));
  }

  /**
   * Corrects a song.
   *
   * @param genre a known one in whatever spelling, or another
   * @return what holds now; empty when the song is not known or has no verdict yet
   * @throws IllegalArgumentException when that is no name of a genre
   */
  public Optional<ClassifiedTrack> correct(TrackId id, String genre) {
    String name = spelled(genre);
    Optional<ClassifiedTrack> standing = ledger.tracks().verdict(id);
    if (standing.isEmpty() || says(standing.get(), name)) {
      return standing;
    }
    ClassifiedTrack receipt = standing.get().corrected(name, clock.instant());
    ledger.reviews().correct(id, name, receipt.at(), eventPolicy.corrected(receipt));
    told.run();
    return Optional.of(receipt);
  }

  /**
   * Takes a correction back; where there is none, nothing changes.
   *
   * @return what holds now; empty when the song is not known or has no verdict
   */
  public Optional<ClassifiedTrack> undo(TrackId id) {
    Optional<ClassifiedTrack> standing = ledger.tracks().verdict(id);
    if (standing.isEmpty() || standing.get().overruled() == null) {
      return standing;
    }
    ClassifiedTrack receipt = standing.get().uncorrected(clock.instant());
    ledger.reviews().uncorrect(id, eventPolicy.corrected(receipt));
    told.run();
    return Optional.of(receipt);
  }

  private static boolean says(ClassifiedTrack standing, String genre) {
    return standing.overruled() != null && Objects.equals(standing.verdict().genre(), genre);
  }

  private String spelled(String genre) {
    String name = genre.strip();
    if (name.isEmpty()
        || name.codePointCount(0, name.length()) > LONGEST
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Not the name of a genre: 1 to " + LONGEST + " letters on one line are wanted");
    }
    return genres.stream()
        .filter(known -> GenreSet.fold(known).equals(GenreSet.fold(name)))
        .findFirst()
        .orElse(name);
  }
}
