package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OfflineTest {
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(parent.resolve("inbox"));
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void aFolderMovedAwayComesBackByItself(Watch watch) throws IOException {
    Path known = Files.writeString(folder.resolve("known.mp3"), "la");
    try (Watched watched = Watched.by(watch, folder)) {
      watched.collector.await(known);
      Path elsewhere = Files.move(folder, parent.resolve("elsewhere"));
      awaitAway(watched);
      Files.writeString(elsewhere.resolve("new.mp3"), "la");
      Files.move(elsewhere, folder);
      watched.collector.await(folder.resolve("new.mp3"));
      watched.afterOneMore();
      assertThat(watched.collector.of(known)).as("the same folder, the same file").hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "POLL"})
  void aFolderReplacedByAnotherIsSeenAsThatOther(Watch watch) throws IOException {
    Path other = Files.createDirectory(parent.resolve("other"));
    Files.writeString(other.resolve("theirs.mp3"), "la");
    try (Watched watched = Watched.by(watch, folder)) {
      Files.move(folder, parent.resolve("elsewhere"));
      Files.move(other, folder);
      watched.collector.await(folder.resolve("theirs.mp3"));
      watched.afterOneMore();
    }
  }

  @Test
  void anInboxIsOfflineWhenItsParentIsMoved() throws IOException {
    Path deep = Files.createDirectories(parent.resolve("mnt/inbox"));
    try (Watched watched = Watched.by(Watch.INOTIFY, deep)) {
      Files.move(parent.resolve("mnt"), parent.resolve("gone"));
      awaitAway(watched);
      assertThat(watched.inbox.status(deep.resolve("x.mp3")))
          .isInstanceOf(FileStatus.InboxOffline.class);
      Files.move(parent.resolve("gone"), parent.resolve("mnt"));
      Collector.until(() -> watched.inbox.state() instanceof InboxState.Watching, "watching again");
      watched.afterOneMore();
    }
  }

  @Test
  void aDeletedFolderIsOfflineAndNotCreatedAgain() throws IOException {
    try (Watched watched = Watched.by(Watch.INOTIFY, folder)) {
      Files.delete(folder);
      awaitAway(watched);
      assertThat(folder).doesNotExist();
      assertThat(((InboxState.Offline) watched.inbox.state()).reason())
          .contains(folder.toString(), "does not exist");
      Files.createDirectory(folder);
      Collector.until(() -> watched.inbox.state() instanceof InboxState.Watching, "watching again");
      watched.afterOneMore();
    }
  }

  @Test
  void theFirstStartCreatesTheFolder() throws IOException {
    Path fresh = parent.resolve("fresh");
    try (Watched watched = Watched.by(Watch.AUTO, fresh)) {
      watched.afterOneMore();
    }
  }

  @Test
  void aFolderWithoutAParentIsNotCreated() {
    Path nowhere = parent.resolve("no/inbox");
    try (Inbox inbox =
        new Inbox(nowhere, Watch.AUTO, Watched.SETTLE, new Collector(), new Problems())) {
      inbox.start();
      Collector.until(() -> inbox.state() instanceof InboxState.Offline, "away");
    }
    assertThat(parent.resolve("no")).doesNotExist();
  }

  @Test
  void aFileInPlaceOfTheFolderIsReported() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "x");
    try (Inbox inbox =
        new Inbox(file, Watch.AUTO, Watched.SETTLE, new Collector(), new Problems())) {
      inbox.start();
      Collector.until(() -> inbox.state() instanceof InboxState.Offline, "away");
      assertThat(((InboxState.Offline) inbox.state()).reason()).contains("is not a folder");
    }
  }

  @Test
  void anInboxMayBeALinkToAFolder() throws IOException {
    Path link = Files.createSymbolicLink(parent.resolve("link"), folder);
    try (Watched watched = Watched.by(Watch.AUTO, link)) {
      watched.afterOneMore();
      assertThat(watched.collector.paths()).allMatch(p -> p.startsWith(link));
      assertThat(
              watched.inbox.status(folder.resolve(watched.collector.paths().get(0).getFileName())))
          .isEqualTo(new FileStatus.Settled());
    }
  }

  @Test
  void aLimitOfTheSystemIsAProblemThatNamesItsSysctlUntilItIsRaised() throws IOException {
    AtomicBoolean raised = new AtomicBoolean();
    Watched.Inotify limited =
        f -> {
          if (!raised.get()) {
            throw new EventSource.Exhausted(
                "inotify watch limit reached: raise sysctl fs.inotify.max_user_watches");
          }
          return new InotifyWatches(f);
        };
    try (Watched watched = Watched.by(limited, folder)) {
      assertThat(watched.state().how()).isEqualTo("poll");
      assertThat(watched.problems.current())
          .singleElement()
          .asString()
          .contains("polled", "fs.inotify.max_user_watches");
      watched.afterOneMore();
      raised.set(true);
      Files.move(folder, parent.resolve("elsewhere"));
      awaitAway(watched);
      Files.move(parent.resolve("elsewhere"), folder);
      Collector.until(() -> watched.problems.current().isEmpty(), "inotify works again");
    }
  }

  @Test
  void anInaccessibleFileIsNeitherMissingNorOffline() {
    Path name = parent.resolve("x".repeat(300));
    assertThat(FileObservation.of(name)).isInstanceOf(FileObservation.Unknown.class);
    assertThat(FileObservation.of(parent.resolve("none")))
        .isInstanceOf(FileObservation.Nothing.class);
    assertThat(new InboxRoot(name, "reclass.inbox.path", Path.of("/proc/self/mountinfo")).check())
        .isInstanceOfSatisfying(
            InboxRoot.Unknown.class, u -> assertThat(u.reason()).contains("File name too long"));
  }

  @Test
  void anUnreadableFolderIsAProblemUntilItIsReadable() {
    Problems problems = new Problems();
    UnreadablePaths unseen = new UnreadablePaths(problems.source());
    long now = 0;
    unseen.add(parent.resolve("a"), new FileSystemException("a", null, "Too many open files"), now);
    assertThat(unseen.due(now)).as("after a while").isEmpty();
    long later = Duration.ofSeconds(10).toNanos();
    assertThat(unseen.due(later)).containsExactly(parent.resolve("a"));
    unseen.add(parent.resolve("a"), new FileSystemException("a", null, "Too many open files"), now);
    assertThat(problems.current()).singleElement().asString().contains("Too many open files");
    assertThat(unseen.due(later)).hasSize(1);
    unseen.updateProblem();
    assertThat(problems.current()).isEmpty();
  }

  private static void awaitAway(Watched watched) {
    Collector.until(() -> watched.inbox.state() instanceof InboxState.Offline, "inbox away");
  }
}
