package io.musicreclass.inbox.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @Test
  void aCompanionWhoseNameWouldBeTooLongIsNotSearched() {
    assertThat(Names.companions(Path.of("/inbox/a.mp3"))).contains(Path.of("/inbox/a.mp3.part"));
    assertThat(Names.companions(Path.of("/inbox/" + "x".repeat(250) + ".mp3"))).isEmpty();
    assertThat(Names.companions(Path.of("/inbox/" + "ä".repeat(120) + ".mp3")))
        .contains(Path.of("/inbox/" + "ä".repeat(120) + ".mp3.part"))
        .noneMatch(path -> path.toString().endsWith("status"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.mp3",
        "a.MP3",
        "a",
        "part",
        "a.b",
        "a.xyz",
        "a.mp4",
        "a.",
        "tmp",
        "jpg",
        "a.part.flac",
        "a ~ b.mp3",
        "...Baby One More Time.mp3",
        "..mp3",
        "~how i'm feeling~.mp3",
        "~.mp3",
        "Vol. 2 ~Encore~",
        "Incomplete.mp3",
        "Temporary.mp3",
        "The Best.Part Two.mp3",
        "Help!.mp3",
        "Recycler.mp3",
        "unpack.mp3"
      })
  void otherNamesAreLetThrough(String name) {
    assertThat(Names.fileRule(Path.of(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    ".a.mp3, begins with a dot",
    ".syncthing.a.mp3.tmp, begins with a dot",
    ".a.mp3.X81bQa, begins with a dot",
    "a.mp3.part, unfinished download (Firefox",
    "a.mp3.PART, unfinished download",
    "a.crdownload, Chrome",
    "a.tmp, unfinished download",
    "a.partial, rclone",
    "a.download, Safari",
    "a.mp3.!qB, qBittorrent",
    "a.mp3.aria2, aria2",
    "a.filepart, WinSCP",
    "a.m4a.part-Frag1, yt-dlp",
    "a.webm.part-Frag12, yt-dlp",
    "a.m4a.ytdl, yt-dlp",
    "a.temp.m4a, yt-dlp",
    "a.mp3.fdmdownload, Free Download Manager",
    "INCOMPLETE~a.mp3, Nicotine+",
    "INCOMPLETE0123456789abcdef0123456789ABCDEFa.mp3, Nicotine+",
    "a.mp3.!sync, Resilio Sync",
    "a.mp3.!ut, uTorrent",
    "a.mp3.dctmp, DC++",
    "a.mp3.xltd, Thunder",
    "a.mp3.td.cfg, Thunder",
    "001.part.met, eMule",
    "a.flac.partial~, Lidarr",
    "a.flac.backup~, Lidarr",
    "~syncthing~a.mp3.tmp, unfinished download",
    "~syncthing~a.mp3, Syncthing",
    "a.mp3.sb-1a2b3c4d-Xy12zZ, macOS",
    "~$a.mp3, temporary or backup",
    "a.mp3~, temporary or backup",
    "folder.jpg, not an audio file (.jpg)",
    "Thumbs.db, not an audio file (.db)",
    "a.CUE, not an audio file (.cue)",
  })
  void suchNamesAreLeftAloneByARuleThatSaysWhy(String name, String rule) {
    assertThat(Names.fileRule(Path.of(name)).orElseThrow()).contains(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        "a.part",
        "a.download",
        "@eaDir",
        "lost+found",
        "$RECYCLE.BIN",
        "@Recycle",
        "#recycle",
        "@Recently-Snapshot",
        "@__thumb",
        "RECYCLER",
        "Recycled",
        "__MACOSX",
        "~snapshot",
        "#snapshot",
        "@GMT-2026.01.02-03.04.05",
        "System Volume Information",
        "FOUND.000",
        "Network Trash Folder",
        "Recycle Bin",
        "Network Recycle Bin 1",
        "_UNPACK_album",
        "_FAILED_album",
        "_unpack",
        "incomplete",
        "LOST.DIR",
        "@tmp",
        "a.mp3.fdmdownload",
        "INCOMPLETE~album"
      })
  void suchFoldersAreLeftAlone(String name) {
    assertThat(Names.folderRule(Path.of(name))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "~scape",
        "a.mp3",
        "a.jpg",
        "Vol. 1",
        "..Hits",
        "...And Justice for All",
        "Vol. 2 ~Encore~",
        "Incomplete",
        "Recycle",
        "Snapshots of a Life",
        "@ the Club",
        "#1 Hits",
        "Unpack"
      })
  void otherFoldersAreLookedInto(String name) {
    assertThat(Names.folderRule(Path.of(name))).isEmpty();
  }
}
