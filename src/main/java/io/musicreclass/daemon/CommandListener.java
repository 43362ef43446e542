package io.musicreclass.daemon;

import io.musicreclass.options.RuntimeOption;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.publish.Answer;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.ParsedRequest;
import io.musicreclass.publish.ReceivedMessage;
import io.musicreclass.publish.Request;
import io.musicreclass.publish.mqtt.Mqtt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Handles the messages that this node receives over MQTT: options to set ({@code set/<option>}) and
 * requests to answer ({@code request/<verb>}). Every message is executed, answered, or ignored with
 * a log line.
 */
final class CommandListener implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CommandListener.class);
  private final Mqtt mqtt;
  private final RuntimeOptions runtimeOptions;
  private final RequestHandler requestHandler;
  private final Messages messages;

  /**
   * Runs requests that take seconds, one at a time, so that switching an option does not wait for
   * them.
   */
  private final ThreadPoolExecutor slowRequests =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> new Thread(task, "forecast"));

  CommandListener(
      Mqtt mqtt, RuntimeOptions runtimeOptions, RequestHandler requestHandler, Messages messages) {
    this.mqtt = mqtt;
    this.runtimeOptions = runtimeOptions;
    this.requestHandler = requestHandler;
    this.messages = messages;
  }

  /** Announces the options and subscribes; call before the connection is made. */
  void open() {
    runtimeOptions.inEffect().forEach(this::announce);
    runtimeOptions.vanished().forEach(option -> mqtt.announce(NodeTopics.STATE + option, ""));
    runtimeOptions.onChange(this::announce);
    mqtt.listen(this::receive);
  }

  private void announce(RuntimeOption option) {
    if (runtimeOptions.inEffect().contains(option)) {
      mqtt.announce(NodeTopics.STATE + option, runtimeOptions.value(option));
    }
  }

  private void receive(ReceivedMessage message) {
    if (message.topic().startsWith(NodeTopics.SET)) {
      runtimeOptions
          .find(message.topic().substring(NodeTopics.SET.length()))
          .ifPresentOrElse(
              option -> set(option, message),
              () -> LOG.warnf("Ignored unknown option: topic=%s", message));
      return;
    }
    ParsedRequest request = ParsedRequest.of(message);
    if (request.request() instanceof Request.Revote revote && revote.dryRun()) {
      try {
        slowRequests.execute(() -> answer(message, request));
      } catch (RejectedExecutionException e) {
        reply(
            message,
            request,
            new Answer.Failed("Another forecast is running: try again when it has finished"));
      }
    } else {
      answer(message, request);
    }
  }

  private void set(RuntimeOption option, ReceivedMessage message) {
    boolean done = false;
    try {
      done = !message.tooLong() && runtimeOptions.set(option, message.text());
      if (!done) {
        LOG.warnf("Ignored invalid value, expected %s: topic=%s", option.form(), message);
      }
    } finally {
      if (!done) {
        announce(option); // makes the sender show the value in force again
      }
    }
  }

  private void answer(ReceivedMessage message, ParsedRequest request) {
    Answer answer;
    try {
      answer = requestHandler.answer(request.request());
    } catch (RuntimeException e) {
      LOG.errorf("Failed to answer a request: topic=%s reason=%s", message, e.getMessage());
      answer = new Answer.Failed(String.valueOf(e.getMessage()));
    }
    reply(message, request, answer);
  }

  private void reply(ReceivedMessage message, ParsedRequest request, Answer answer) {
    mqtt.answer(message, NodeTopics.RESPONSE + request.verb(), messages.answer(request, answer));
  }

  @Override
  public void close() {
    slowRequests.shutdown();
  }
}
