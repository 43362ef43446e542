package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {
  @TempDir Path folder;
  private Commands commands;
  private Path root;
  private Path song;

  @BeforeEach
  void install() throws IOException {
    commands = new Commands(folder);
    root = commands.models().getParent().toRealPath();
    song = Files.createDirectories(root.resolve("inbox")).resolve("a.wav");
    TestAudio.wav(song, 8000, 1, 16, TestAudio.tones(8000, 1, 0.3));
    try (Ledger ledger = Ledger.open(root.resolve("var"))) {
      ledger.queue().arrive(SongFile.stat(song), Origin.INBOX);
      Job job = ledger.queue().claim().orElseThrow();
      Decoded.Audio audio = (Decoded.Audio) Decoder.open(song);
      ledger.tracks().identify(job, audio.id(), 0.3, "pcm_s16le", 8000, 1, SongTags.NONE);
      Verdict.Decided verdict =
          new Verdict.Decided("Jazz", 0.8, true, 1, "top1", Map.of("Jazz", 0.8), List.of());
      ledger
          .completion()
          .decide(
              job,
              new ClassifiedTrack(
                  audio.id(), song, Origin.INBOX, verdict, 0.3, 1, 1, Instant.now()),
              List.of());
    }
  }

  private void set(String settings) throws IOException {
    Path config = Files.createDirectories(root.resolve("config"));
    Files.writeString(config.resolve("application.properties"), settings);
  }

  @Test
  void applyReportsItsChangesAndHowToUndoThem() throws IOException {
    set("reclass.after.action=move\nreclass.after.path=./sorted/{genre}/{file}\n");
    Path sorted = root.resolve("sorted/Jazz/a.wav");

    Commands.Ran dry = commands.run("apply", "--dry-run");
    assertThat(dry.status()).isZero();
    assertThat(dry.out()).isEqualTo("move       " + song + " -> " + sorted + "\n");
    assertThat(dry.err()).startsWith("1 would be changed, 0 unchanged, 0 failed");
    assertThat(song).exists();

    Commands.Ran ran = commands.run("apply");
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).isEqualTo(dry.out());
    assertThat(ran.err()).contains("1 changed").contains("reclass undo --batch 1");
    assertThat(sorted).exists();

    assertThat(commands.run("undo", "--batch", "1", "--dry-run").err())
        .startsWith("1 could be undone, 0 refused");
    Commands.Ran undone = commands.run("undo", "--since", "1h");
    assertThat(undone.status()).isZero();
    assertThat(undone.out()).isEqualTo("move       " + sorted + " -> " + song + "\n");
    assertThat(song).exists();
  }

  @Test
  void filesLeftForAnUnsureGenreAreCountedWithTheReason() throws IOException {
    set("reclass.after.action=move\n");
    try (Ledger ledger = Ledger.open(root.resolve("var"))) {
      StandingVerdict before = ledger.reviews().page(0, 1).get(0);
      Verdict.Decided unsure =
          new Verdict.Decided("Jazz", 0.4, false, 1, "top1", Map.of("Jazz", 0.4), List.of());
      ClassifiedTrack now =
          new ClassifiedTrack(
              before.voteDetails().id(), song, Origin.REVOTE, unsure, 0.3, 1, 1, Instant.now());
      ledger.reviews().revise(List.of(new RevisedVerdict(before, now, List.of(), List.of())));
    }

    Commands.Ran ran = commands.run("apply");

    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .isEqualTo("-          " + song + "  (not sure: Jazz 40 %, sure from 60 %)\n");
    assertThat(ran.err())
        .contains("0 changed, 1 unchanged, 0 failed")
        .contains("1 unchanged because the genre is unsure (reclass.after.only-sure)");
  }

  @Test
  void aRefusedFileIsNamedAndSetsTheExitStatus() throws IOException {
    set("reclass.after.tag=genre\n");
    assertThat(commands.run("apply").out()).isEqualTo("tag        " + song + "\n");
    Files.writeString(song, "a person's");

    Commands.Ran undone = commands.run("undo", "--batch", "1");

    assertThat(undone.status()).isEqualTo(1);
    assertThat(undone.err()).contains(song + " unchanged: it has changed since");
    assertThat(song).hasContent("a person's");
  }

  @Test
  void optionsChangedInTheDaemonApplyWithoutIt() throws IOException {
    set("");
    try (Ledger ledger = Ledger.open(root.resolve("var"))) {
      ledger.options().choose("write_tags", "ON", "OFF");
    }

    assertThat(commands.run("apply").out()).isEqualTo("tag        " + song + "\n");
  }

  @Test
  void aGenresPlaylistFollowsItsSongs() throws IOException {
    set("reclass.after.action=move\nreclass.after.path=./sorted/{genre}/{file}\n");
    assertThat(commands.run("apply").status()).isZero();

    Commands.Ran ran = commands.run("export", "m3u", root.resolve("sorted"));

    Path list = root.resolve("sorted/Jazz.m3u8");
    assertThat(ran.out()).isEqualTo("    1  " + list + "\n");
    assertThat(list).hasContent("#EXTM3U\n#RECLASS Jazz\n./Jazz/a.wav\n");
    assertThat(commands.run("export").status()).isEqualTo(2);
  }

  @Test
  void anInvalidSettingIsAnErrorWithItsRemedy() throws IOException {
    Commands.Ran nothing = commands.run("apply");
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err()).contains("set reclass.after.action (move, copy)");

    Commands.Ran which = commands.run("undo");
    assertThat(which.status()).isEqualTo(2);
    assertThat(which.err()).contains("--since").contains("--batch");

    set("reclass.after.action=move\n");
    try (Ledger daemon = Ledger.open(root.resolve("var"))) {
      assertThat(daemon.views().waiting(1)).isZero();
      Commands.Ran inUse = commands.run("apply");
      assertThat(inUse.status()).isEqualTo(2);
      assertThat(inUse.err()).contains("is in use by another Reclass");
      assertThat(commands.run("apply", "--dry-run").out()).startsWith("move");
    }
  }
}
