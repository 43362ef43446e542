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
class OrganizeWithoutLinksTest {
  @TempDir Path folder;

  private static List<String> names(Path root) throws IOException {
    return OrganizeFixture.files(root).stream()
        .map(file -> root.relativize(file).toString())
        .filter(name -> !name.startsWith("var/"))
        .toList();
  }

  @Test
  void movesNeverReplaceAFileAndAreUndone() throws IOException {
    try (ExFat disk = ExFat.mount(folder.resolve("disk"))) {
      assertThat(disk).isNotNull();
      OrganizeFixture fixture = new OrganizeFixture(folder.resolve("disk"));
      Path song = OrganizeFixture.flac(fixture.inbox.resolve("a.flac"), 1, Map.of());
      Files.createDirectories(fixture.sorted.resolve("Jazz"));
      OrganizeFixture.flac(fixture.sorted.resolve("Jazz/a.flac"), 2, Map.of());
      byte[] bytes = Files.readAllBytes(song);
      try (Ledger ledger = fixture.ledger()) {
        fixture.decide(ledger, name -> "Jazz");
      }

      fixture.apply("action", "move", "path", "sorted/{genre}/{file}");
      assertThat(names(fixture.root))
          .containsExactly("sorted/Jazz/a (2).flac", "sorted/Jazz/a.flac");

      fixture.undo();
      assertThat(fixture.reports).allMatch(line -> line.startsWith("move "));
      assertThat(song).hasBinaryContent(bytes);

      fixture.apply("action", "move", "tag", "genre", "path", "sorted/{genre}/{file}");
      assertThat(FileTags.genre(fixture.sorted.resolve("Jazz/a (2).flac"))).isEqualTo("Jazz");
      fixture.undo();
      assertThat(song).hasBinaryContent(bytes);
    }
  }

  @Test
  void aMoveIsUndoneAlsoAfterTheDiskWasRemounted() throws IOException {
    OrganizeFixture fixture = new OrganizeFixture(folder);
    Path disk = folder.resolve("disk");
    ExFat first = ExFat.mount(disk);
    try {
      Files.createDirectories(disk.resolve("in"));
      Files.delete(fixture.inbox);
      Files.createSymbolicLink(fixture.inbox, disk.resolve("in"));
      Path song = OrganizeFixture.flac(disk.resolve("in/a.flac"), 1, Map.of());
      try (Ledger ledger = fixture.ledger()) {
        ledger
            .queue()
            .arrive(OrganizeFixture.stat(song), io.musicreclass.track.ClassifiedTrack.Origin.INBOX);
        assertThat(OrganizeFixture.decideNext(ledger, name -> "Jazz")).isTrue();
      }
      fixture.apply("action", "move", "path", disk + "/sorted/{genre}/{file}");
      assertThat(names(disk)).containsExactly("sorted/Jazz/a.flac");
      first.remount();

      try (Ledger ledger = fixture.ledger()) {
        new UndoTask(fixture.setup(), ledger, change -> fixture.reports.add(change.toString()))
            .run(changes -> changes.since(Instant.EPOCH));
      }
      assertThat(names(disk)).as("%s", fixture.reports).containsExactly("in/a.flac");
    } finally {
      first.close();
    }
  }
}
