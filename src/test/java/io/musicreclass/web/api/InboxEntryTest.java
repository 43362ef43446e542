package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxEntryTest {
  private static final int SENDERS = 8;

  @TempDir private Path folder;

  private static InboxEntry entry(boolean links) {
    return links
        ? new InboxEntry()
        : new InboxEntry(
            (name, existing) -> {
              throw new FileSystemException(name.toString(), null, "Operation not permitted");
            });
  }

  private Path inbox() throws IOException {
    return Files.createDirectories(folder.resolve("inbox"));
  }

  private Path part(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "", ".part"), content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void concurrentUploadsOfOneNameAreAllStored(boolean links) throws Exception {
    Path target = inbox().resolve("song.mp3");
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try {
      for (int round = 0; round < 20; round++) {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Path>> stored = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
          Path part = part(round + "-" + i);
          stored.add(
              senders.submit(
                  () -> {
                    go.await();
                    return entry(links).move(part, target);
                  }));
        }
        go.countDown();
        Set<String> contents = new TreeSet<>();
        for (Future<Path> file : stored) {
          contents.add(Files.readString(file.get()));
        }
        assertThat(contents).as("round " + round).hasSize(SENDERS);
      }
    } finally {
      senders.shutdownNow();
    }
    try (var files = Files.list(inbox())) {
      assertThat(files).hasSize(20 * SENDERS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileCreatedAtTheSameMomentIsNotReplaced(boolean links) throws IOException {
    Path target = inbox().resolve("song.mp3");
    InboxEntry entry =
        new InboxEntry(
            (name, existing) -> {
              if (name.equals(target)) {
                Files.writeString(target, "theirs"); // after the check, before the link
              }
              if (!links) {
                throw new FileSystemException("no links");
              }
              Files.createLink(name, existing);
            });
    Path stored = entry.move(part("ours"), target);
    assertThat(target).hasContent("theirs");
    assertThat(stored).hasFileName("song (2).mp3").hasContent("ours");
  }

  @Test
  void aFailureLeavesNothingHidden() throws IOException {
    Path target = folder.resolve("nowhere/song.mp3");
    Path part = part("x");
    assertThatThrownBy(() -> new InboxEntry().move(part, target)).isInstanceOf(IOException.class);
    assertThat(part).exists();
  }
}
