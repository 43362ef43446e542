package io.musicreclass.publish.mqtt;

import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Problems with the broker: why there is no connection, and what the broker refuses. */
final class BrokerProblems {
  private static final Logger LOG = Logger.getLogger(BrokerProblems.class);

  private volatile String disconnection = "Not connected to the MQTT broker yet";
  private volatile String refusal = "";
  private volatile String oversize = "";

  /** The current problem, with its remedy; empty if there is none. */
  String current() {
    return disconnection.isEmpty() ? refusals() : disconnection;
  }

  /** What the broker refuses although there is a connection, with a remedy; empty if nothing. */
  String refusals() {
    return refusal.isEmpty() ? oversize : refusal;
  }

  /** Forgets what an earlier connection was refused. */
  void clearRefusals() {
    refusal = "";
    oversize = "";
  }

  void connected() {
    disconnection = "";
  }

  /**
   * The connection has ended or could not be made.
   *
   * @param why empty if it was closed intentionally
   */
  void disconnected(String why) {
    if (!why.isEmpty()) {
      logUnlessKnown(why, disconnection);
    }
    disconnection = why;
  }

  /** The broker refused a subscription or a message. */
  void refused(String why) {
    logUnlessKnown(why, refusal);
    refusal = why;
  }

  /** A message was not sent because it is larger than the broker accepts. */
  void tooLarge(String why) {
    logUnlessKnown(why, oversize);
    oversize = why;
  }

  /** Records if a message turns out to be too large; returns the same future. */
  CompletableFuture<Void> watch(CompletableFuture<Void> sent) {
    var unused =
        sent.whenComplete(
            (done, failure) -> {
              if (failure instanceof MessageTooLargeException tooLarge) {
                tooLarge(tooLarge.getMessage());
              }
            });
    return sent; // a dependent future would wrap the exception
  }

  private static void logUnlessKnown(String why, String known) {
    if (!why.equals(known)) {
      LOG.warn(why);
    }
  }
}
