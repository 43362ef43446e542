package io.musicreclass.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes and reads the messages between owner and workers: signed JSON, whose signature covers the
 * topic and so the kind and direction of the message. Whatever cannot be read is empty: the sender
 * may be anyone.
 */
final class WorkMessages {
  /** Most bytes in a message; an answer with a wide embedding has about 20,000. */
  static final int MAX_BYTES = 200_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(10)
                          .maxStringLength(MAX_BYTES)
                          .build())
                  .build())
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final SharedSecret secret;

  WorkMessages(SharedSecret secret) {
    this.secret = secret;
  }

  /** A message for a topic. */
  byte[] written(String topic, Object message) {
    try {
      return secret.signed(topic, JSON.writeValueAsBytes(message));
    } catch (IOException e) {
      throw new IllegalStateException(e); // records of texts and numbers
    }
  }

  /** A message that came on a topic; empty if it is not genuine or not of that type. */
  <T> Optional<T> read(String topic, byte[] message, Class<T> type) {
    if (message.length > MAX_BYTES) {
      return Optional.empty();
    }
    return secret.verified(topic, message).flatMap(content -> parsed(content, type));
  }

  private static <T> Optional<T> parsed(byte[] content, Class<T> type) {
    try {
      return Optional.ofNullable(JSON.readValue(content, type));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
