package io.musicreclass.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SongFileTest {
  @Test
  void namesKeepTheirBytes(@TempDir Path folder) throws IOException {
    byte[] name = "/a b\n%41é?#".getBytes(StandardCharsets.UTF_8);
    byte[] parent = SongFile.bytes(folder);
    byte[] bytes = new byte[parent.length + name.length + 2];
    System.arraycopy(parent, 0, bytes, 0, parent.length);
    System.arraycopy(name, 0, bytes, parent.length, name.length);
    bytes[bytes.length - 2] = (byte) 0xff;
    bytes[bytes.length - 1] = (byte) 0xe9;

    Path path = SongFile.path(bytes);
    Files.writeString(path, "x");
    try (var files = Files.list(folder)) {
      Path listed = files.findFirst().orElseThrow();
      assertThat(SongFile.bytes(listed)).isEqualTo(bytes);
      assertThat(listed).isEqualTo(path);
      assertThat(SongFile.stat(listed).size()).isEqualTo(1);
    }
    assertThat(SongFile.text(path)).endsWith("/a b\n%41é?#\ufffd\ufffd");
    assertThat(SongFile.uri(path)).endsWith("/a%20b%0A%2541%C3%A9%3F%23%FF%E9");
  }

  @Test
  void theRootAndAFolderHaveNoExtraSlash(@TempDir Path folder) {
    assertThat(SongFile.uri(folder)).doesNotEndWith("/");
    assertThat(SongFile.text(Path.of("/"))).isEqualTo("/");
  }

  @Test
  void repeatedSlashesAreOne() {
    byte[] written = "//a///b.mp3//".getBytes(StandardCharsets.UTF_8);
    assertThat(SongFile.path(written)).isEqualTo(Path.of("/a/b.mp3"));
    assertThat(SongFile.path(new byte[] {'/', '/'})).isEqualTo(Path.of("/"));
  }

  @Test
  void uriEqualsTheJdksForEveryByte() {
    for (int b = 1; b < 256; b++) {
      if (b != '/') {
        Path path = SongFile.path(new byte[] {'/', 'x', (byte) b});
        assertThat(SongFile.uri(path)).isEqualTo("file://" + path.toUri().getRawPath());
        assertThat(SongFile.bytes(path)).containsExactly('/', 'x', b);
      }
    }
  }

  @Test
  void aFileCarriesTheBytesOfItsName() {
    byte[] name = {'/', 'a', (byte) 0xe9};
    SongFile file = new SongFile(name, 1, 2, 3);
    assertThat(file).isEqualTo(new SongFile(SongFile.path(name), 1, 2, 3));
    assertThat(file.bytes()).isEqualTo(name);
    assertThat(new SongFile(file.path(), 1, 2, 3).bytes()).isEqualTo(name);
    assertThat(file).isNotEqualTo(new SongFile(name, 1, 2, 4));
  }

  @Test
  void anExistingFolderHasTheSameUriAsAMissingOne(@TempDir Path folder) {
    Path odd = SongFile.path(new byte[] {'/', 't', 'm', 'p', '/', '.', '.', '/', (byte) 0xff});
    assertThat(SongFile.bytes(odd)).hasSize(9);
    assertThat(SongFile.bytes(folder))
        .isEqualTo(folder.toString().getBytes(StandardCharsets.UTF_8));
  }
}
