package io.musicreclass.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's answers.
 *
 * @param broker {@code tcp://host:1883} or {@code ssl://host:8883}; empty: the embedded broker
 * @param username login at the broker; empty: none
 * @param password null: the one that is set stays, which goes to the same broker and user only
 * @param inbox the watched folder; relative ones start from the project's root, as in the settings
 * @param library folders to classify in the background
 * @param network whether other machines may reach the page
 * @param port of the page
 */
public record SetupAnswers(
    String broker,
    String username,
    @Nullable String password,
    String inbox,
    List<String> library,
    boolean network,
    int port) {
  public SetupAnswers {
    library = List.copyOf(library);
  }

  /** Whether a password that is set would go to where it went before. */
  boolean sameLogin(SetupAnswers before) {
    return broker.equals(before.broker) && username.equals(before.username);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Form of " + inbox;
  }
}
