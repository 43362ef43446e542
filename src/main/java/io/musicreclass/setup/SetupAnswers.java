package io.musicreclass.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a setup.
 *
 * @param broker {@code tcp://host:1883} or {@code ssl://host:8883}; empty: the built-in broker
 * @param username user name at the broker; empty: none
 * @param password null: keep the current one, which is used for the same broker and user only
 * @param inbox the watched folder; relative to the project's root, as in the settings
 * @param library folders to classify in the background
 * @param network whether other machines can open the page
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

  /** Whether broker and user stay the same, so that the current password may be kept. */
  boolean sameLogin(SetupAnswers before) {
    return broker.equals(before.broker) && username.equals(before.username);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SetupAnswers[inbox=" + inbox + "]";
  }
}
