package io.musicreclass.daemon;

import io.musicreclass.options.RuntimeOption;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.publish.Answer;
import io.musicreclass.publish.Answers;
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
 * Takes what others say to this node over MQTT: options to set ({@code set/<option>}) and requests
 * to answer ({@code request/<verb>}). Whatever comes, it is done, answered or ignored with a line.
 */
final class CommandListener implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CommandListener.class);
  private static final String SET = "set/";

  private final Mqtt mqtt;
  private final RuntimeOptions runtimeOptions;
  private final RequestHandler requestHandler;
  private final Answers answers;

  /** For what takes seconds, one at a time, so that a light switch need not wait for it. */
  private final ThreadPoolExecutor slow =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> new Thread(task, "forecast"));

  CommandListener(
      Mqtt mqtt, RuntimeOptions runtimeOptions, RequestHandler requestHandler, Answers answers) {
    this.mqtt = mqtt;
    this.runtimeOptions = runtimeOptions;
    this.requestHandler = requestHandler;
    this.answers = answers;
  }

  /** Opens: to be called before the connection is made. */
  void open() {
    runtimeOptions.inEffect().forEach(this::announce);
    runtimeOptions.vanished().forEach(option -> mqtt.announce("state/" + option, ""));
    runtimeOptions.onChange(this::announce);
    mqtt.listen(this::hear);
  }

  private void announce(RuntimeOption option) {
    if (runtimeOptions.inEffect().contains(option)) {
      mqtt.announce("state/" + option, runtimeOptions.value(option));
    }
  }

  private void hear(ReceivedMessage heard) {
    if (heard.topic().startsWith(SET)) {
      runtimeOptions
          .find(heard.topic().substring(SET.length()))
          .ifPresentOrElse(
              option -> set(option, heard),
              () -> LOG.warnf("There is no such option, ignored: topic=%s", heard));
      return;
    }
    ParsedRequest inquiry = ParsedRequest.of(heard);
    if (inquiry.request() instanceof Request.Revote revote && revote.dryRun()) {
      try {
        slow.execute(() -> answer(heard, inquiry));
      } catch (RejectedExecutionException e) {
        tell(heard, inquiry, new Answer.Failed("Another forecast is being made: ask again later"));
      }
    } else {
      answer(heard, inquiry);
    }
  }

  private void set(RuntimeOption option, ReceivedMessage heard) {
    boolean done = false;
    try {
      done = !heard.tooLong() && runtimeOptions.set(option, heard.text());
      if (!done) {
        LOG.warnf("%s is wanted, ignored: topic=%s", option.form(), heard);
      }
    } finally {
      if (!done) {
        announce(option); // whoever sent it shows the old value again
      }
    }
  }

  private void answer(ReceivedMessage heard, ParsedRequest inquiry) {
    Answer answer;
    try {
      answer = requestHandler.answer(inquiry.request());
    } catch (RuntimeException e) {
      LOG.errorf("A request could not be answered: topic=%s reason=%s", heard, e.getMessage());
      answer = new Answer.Failed(String.valueOf(e.getMessage()));
    }
    tell(heard, inquiry, answer);
  }

  private void tell(ReceivedMessage heard, ParsedRequest inquiry, Answer answer) {
    mqtt.answer(heard, "response/" + inquiry.verb(), answers.json(inquiry, answer));
  }

  @Override
  public void close() {
    slow.shutdown();
  }
}
