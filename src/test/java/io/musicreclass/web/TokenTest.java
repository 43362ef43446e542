package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
  @TempDir private Path home;

  @Test
  void theTokenIsCreatedOnceAndReadableByItsOwnerOnly() throws IOException {
    String made = Token.at(home).value();
    assertThat(made).matches("[A-Za-z0-9_-]{43}");
    assertThat(Token.at(home).value()).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void twoHomesHaveTwoTokens() throws IOException {
    assertThat(Token.at(home.resolve("a")).value())
        .isNotEqualTo(Token.at(home.resolve("b")).value());
  }

  @Test
  void concurrentStartsCreateOneToken() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 64)
        .parallel()
        .forEach(
            i -> {
              try {
                seen.add(Token.at(home).value());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(seen).hasSize(1);
    assertThat(home.toFile().list()).containsExactly("token");
  }

  @Test
  void anEmptyFileIsNoToken() throws IOException {
    Files.writeString(home.resolve("token"), "\n");
    assertThatThrownBy(() -> Token.at(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("token")
        .hasMessageContaining("delete it");
  }

  @Test
  void onlyTheTokenIsTheToken() throws IOException {
    Token token = Token.at(home);
    assertThat(token.matches(token.value())).isTrue();
    assertThat(token.matches("")).isFalse();
    assertThat(token.matches(token.value() + "x")).isFalse();
  }
}
