package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ExFat;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.testing.FileTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sorting on a real file system without hard links. */
class ShelvingWithoutLinksTest {
  @TempDir Path folder;

  private static List<String> names(Path root) throws IOException {
    return Shelved.files(root).stream()
        .map(file -> root.relativize(file).toString())
        .filter(name -> !name.startsWith("var/"))
        .toList();
  }

  @Test
  void songsAreMovedNeverOverAnotherAndTakenBack() throws IOException {
    try (ExFat disk = ExFat.mount(folder.resolve("disk"))) {
      assertThat(disk).isNotNull();
      Shelved shelved = new Shelved(folder.resolve("disk"));
      Path song = Shelved.flac(shelved.inbox.resolve("a.flac"), 1, Map.of());
      Files.createDirectories(shelved.sorted.resolve("Jazz"));
      Shelved.flac(shelved.sorted.resolve("Jazz/a.flac"), 2, Map.of());
      byte[] bytes = Files.readAllBytes(song);
      try (Ledger ledger = shelved.ledger()) {
        shelved.decide(ledger, name -> "Jazz");
      }

      shelved.apply("action", "move", "path", "sorted/{genre}/{file}");
      assertThat(names(shelved.root))
          .containsExactly("sorted/Jazz/a (2).flac", "sorted/Jazz/a.flac");

      shelved.undo();
      assertThat(shelved.told).allMatch(line -> line.startsWith("move "));
      assertThat(song).hasBinaryContent(bytes);

      shelved.apply("action", "move", "tag", "genre", "path", "sorted/{genre}/{file}");
      assertThat(FileTags.genre(shelved.sorted.resolve("Jazz/a (2).flac"))).isEqualTo("Jazz");
      shelved.undo();
      assertThat(song).hasBinaryContent(bytes);
    }
  }

  @Test
  void aMoveIsTakenBackAlsoAfterTheDiskWasMountedAnew() throws IOException {
    Shelved shelved = new Shelved(folder);
    Path disk = folder.resolve("disk");
    ExFat first = ExFat.mount(disk);
    try {
      Files.createDirectories(disk.resolve("in"));
      Files.delete(shelved.inbox);
      Files.createSymbolicLink(shelved.inbox, disk.resolve("in"));
      Path song = Shelved.flac(disk.resolve("in/a.flac"), 1, Map.of());
      try (Ledger ledger = shelved.ledger()) {
        ledger
            .queue()
            .arrive(Shelved.stat(song), io.musicreclass.track.ClassifiedTrack.Origin.INBOX);
        assertThat(Shelved.decideNext(ledger, name -> "Jazz")).isTrue();
      }
      shelved.apply("action", "move", "path", disk + "/sorted/{genre}/{file}");
      assertThat(names(disk)).containsExactly("sorted/Jazz/a.flac");
      first.remount();

      try (Ledger ledger = shelved.ledger()) {
        new UndoTask(shelved.setup(), ledger, change -> shelved.told.add(change.toString()))
            .run(changes -> changes.since(Instant.EPOCH));
      }
      assertThat(names(disk)).as("%s", shelved.told).containsExactly("in/a.flac");
    } finally {
      first.close();
    }
  }
}
