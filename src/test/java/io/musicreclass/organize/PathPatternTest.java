package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  private static final Path ROOT = Path.of("/srv/reclass");
  private static final PathPattern PATTERN =
      PathPattern.of(ROOT, PathPattern.PATH, "./sorted/{genre}/{artist}/{album}/{file}");

  private static SongTags tags(String artist, String album) {
    return new SongTags("", artist, album, "", "", null);
  }

  private static String resolved(String file, String genre, SongTags tags) {
    return PATTERN.folder().relativize(PATTERN.resolve(Path.of(file), genre, tags)).toString();
  }

  @Test
  void aSongGoesBelowItsGenreArtistAndAlbum() {
    assertThat(PATTERN.folder()).isEqualTo(Path.of("/srv/reclass/sorted"));
    assertThat(resolved("/inbox/so what.mp3", "Jazz", tags("Miles Davis", "Kind of Blue")))
        .isEqualTo("Jazz/Miles Davis/Kind of Blue/so what.mp3");
  }

  @Test
  void aCompilationGoesBelowItsAlbumArtist() {
    SongTags tags = new SongTags("", "Someone", "Hits", "Various", "", null);
    assertThat(resolved("/inbox/a.mp3", "Pop", tags)).isEqualTo("Pop/Various/Hits/a.mp3");
  }

  @Test
  void missingTagsAreCalledUnknown() {
    assertThat(resolved("/inbox/a.mp3", "Pop", SongTags.NONE))
        .isEqualTo("Pop/Unknown Artist/Unknown Album/a.mp3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "AC/DC ; AC_DC",
        ".. ; _",
        "../../etc ; _._.._etc",
        "/etc/passwd ; _etc_passwd",
        ". ; _",
        ".hidden ; _hidden",
        "...Trio ; _..Trio",
        "R.E.M. ; R.E.M",
        "a\\b:c*d?e\"f<g>h|i ; a_b_c_d_e_f_g_h_i",
        "con ; _con",
        "NUL.txt ; _NUL.txt",
        "COM1 ; _COM1",
        "Console ; Console",
        "` a   b ` ; a b",
        "$& \\1 {album} ; $& _1 {album}",
        "~ ; ~",
      })
  void anyTagBecomesOneSafeName(String artist, String folder) {
    String resolved = resolved("/inbox/x.mp3", "Pop", tags(artist, "A"));
    assertThat(resolved).isEqualTo("Pop/" + folder.strip() + "/A/x.mp3");
  }

  @Test
  void invisibleCharactersAreRemovedAndOthersComposed() {
    assertThat(resolved("/i/x.mp3", "Pop", tags("a\u202eb\u200bc", "Beyonce\u0301")))
        .isEqualTo("Pop/abc/Beyonc\u00e9/x.mp3");
  }

  @Test
  void genresBecomeSafeNamesToo() {
    assertThat(resolved("/i/x.mp3", "Soul/RnB", tags("A", "B"))).isEqualTo("Soul_RnB/A/B/x.mp3");
    assertThat(resolved("/i/x.mp3", "../../etc", tags("A", "B"))).isEqualTo("_._.._etc/A/B/x.mp3");
  }

  @Test
  void longNamesAreCutBetweenCharactersAndKeepTheirExtension() {
    Path resolved =
        PATTERN.resolve(
            Path.of("/i/" + "é".repeat(126) + ".flac"),
            "Pop",
            tags("\ud83c\udfb5".repeat(90), "A"));

    assertThat(bytes(resolved.getFileName())).hasSize(199);
    assertThat(resolved.getFileName().toString()).isEqualTo("é".repeat(97) + ".flac");
    assertThat(resolved.getParent().getParent().getFileName().toString())
        .isEqualTo("\ud83c\udfb5".repeat(50));
  }

  @Test
  void aNameWithInvalidUtf8BecomesValid() {
    Path file = SongFile.path(new byte[] {'/', 'i', '/', 'a', (byte) 0xff, '.', 'm', 'p', '3'});
    assertThat(PATTERN.resolve(file, "Pop", SongTags.NONE).getFileName().toString())
        .isEqualTo("a_.mp3");
  }

  @Test
  void theBaseFolderMayBeAbsoluteAndNamesMayCombineFields() {
    PathPattern pattern =
        PathPattern.of(ROOT, PathPattern.PATH, "/mnt/music/by genre/{genre}/{artist} - {file}");

    assertThat(pattern.folder()).isEqualTo(Path.of("/mnt/music/by genre"));
    assertThat(pattern.resolve(Path.of("/i/s.mp3"), "Pop", tags("A/B", "")))
        .isEqualTo(Path.of("/mnt/music/by genre/Pop/A_B - s.mp3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{genre}/{file}",
        "sorted/{genre}",
        "sorted",
        "sorted/{genre}/{title}/{file}",
        "sorted/{genre}/../{file}",
        "sorted/{genre/{file}",
        "sorted/{}/{file}",
        "sorted/{file}/{genre}",
      })
  void anInvalidPatternIsReportedWithItsKey(String written) {
    assertThatThrownBy(() -> PathPattern.of(ROOT, PathPattern.PATH, written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reclass.after.path is '" + written + "'");
  }

  private static byte[] bytes(Path name) {
    return name.toString().getBytes(StandardCharsets.UTF_8);
  }
}
