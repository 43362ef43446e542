package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.Golden;
import io.musicreclass.config.WebConfig;
import io.musicreclass.convert.Import;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.TinyHub;
import io.musicreclass.publish.Eventually;
import io.musicreclass.web.http.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload replaces the daemon, or keeps the old settings. */
class DaemonHolderTest {
  @TempDir private Path folder;
  private TestDaemon testDaemon;
  private DaemonHolder holder;
  private Daemon before;

  /** At each notification of a reload: whether a daemon was there. */
  private final List<Boolean> notified = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    testDaemon = TestDaemon.start(folder);
    holder = testDaemon.holder();
    before = holder.started();
    holder.onReload(() -> notified.add(holder.daemon().isPresent()));
  }

  @AfterEach
  void close() {
    testDaemon.close();
  }

  @Test
  void aReloadStartsAnotherDaemonWithTheNewSettings() {
    testDaemon.set("reclass.inbox.path", folder.resolve("other").toString());
    testDaemon.tokenFor(WebConfig.TokenFor.ALL);

    Daemon after = holder.reload();

    assertThat(after).isNotSameAs(before).isSameAs(holder.started());
    assertThat(after.inboxFolder()).isEqualTo(folder.resolve("other"));
    assertThat(holder.accessPolicy().allowsAnonymousReads()).isFalse();
    assertThat(notified).as("after the old daemon is gone, before the new one").containsOnly(false);
  }

  @Test
  void invalidSettingsLeaveTheDaemonRunning() {
    testDaemon.breakSettings("reclass.inbox.settle has the wrong format");

    assertRefused("reclass.inbox.settle has the wrong format");

    assertThat(holder.started()).isSameAs(before);
    assertThat(notified).isEmpty();
  }

  @Test
  void anotherHomeNeedsARestart() {
    testDaemon.set("reclass.home", folder.resolve("elsewhere").toString());

    assertRefused("restart Reclass");

    assertThat(holder.started()).isSameAs(before);
    assertThat(notified).isEmpty();
  }

  @Test
  void whereTheNewDaemonCannotStartOneWithTheOldSettingsDoes() {
    testDaemon.set("reclass.inbox.path", folder.resolve("other").toString());
    testDaemon.set("reclass.stages", "fma:missing");
    testDaemon.tokenFor(WebConfig.TokenFor.ALL);

    assertRefused("there is no such model");

    assertThat(holder.started()).isNotSameAs(before);
    assertThat(holder.started().inboxFolder()).isEqualTo(folder.resolve("inbox"));
    assertThat(holder.started().stages()).containsExactly("fma");
    assertThat(holder.accessPolicy().allowsAnonymousReads()).isTrue();
  }

  private void assertRefused(String remedy) {
    assertThatThrownBy(holder::reload)
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(422);
              assertThat(e.problem().title()).contains("the old settings stay in effect");
              assertThat(e.problem().mend()).contains(remedy);
            });
  }

  @Test
  void modelsThatTheDaemonHasImportedVoteAfterAReloadByItself() throws Exception {
    Files.createFile(folder.resolve("pom.xml"));
    try (TinyHub hub = new TinyHub()) {
      for (PinnedModel model : Import.byDefault()) {
        byte[] content = Files.readAllBytes(Golden.path("golden/taggers/" + model.file().name()));
        var unused = hub.mirror(model, content);
      }
      testDaemon.set("reclass.models.mirror", hub.address().toString());
      assertThat(holder.reload().stages()).containsExactly("fma");
      Eventually.holds(
          "the default models vote",
          () ->
              holder
                  .daemon()
                  .filter(daemon -> daemon.stages().equals(List.of("efficientat", "musicnn")))
                  .isPresent());
    }
  }
}
