package io.musicreclass.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {
  private final Properties before = (Properties) System.getProperties().clone();

  @TempDir private Path root;

  @AfterEach
  void restore() {
    System.setProperties(before);
    NativeFiles.use(root.resolve("nothing"));
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  @Test
  void aPackageHasItsLibrariesBesideTheProgram() throws IOException {
    Path libraries = Files.createDirectories(root.resolve("native"));
    Path loops = Files.createFile(libraries.resolve("libreclass_loops.so"));
    System.setProperty("musicreclass.start", root.resolve("start").toString());
    NativeFiles.use(root);
    assertThat(
            Stream.of(
                    "jna.boot.library.path",
                    "org.sqlite.lib.path",
                    "onnxruntime.native.path",
                    "org.bytedeco.javacpp.platform.preloadpath",
                    "org.bytedeco.javacpp.platform.linkpath")
                .map(NativeFilesTest::property))
        .containsOnly(libraries.toString());
    assertThat(NativeFiles.childOptions())
        .hasSize(5)
        .contains("-Djna.boot.library.path=" + libraries);
    assertThat(NativeFiles.find("libreclass_loops.so")).contains(loops);
    assertThat(NativeFiles.find("libother.so")).isEmpty();
    Path into = root.resolve("start/lib");
    NativeFiles.unpack(root, into);
    assertThat(into).as("nothing is unpacked twice").doesNotExist();
  }

  @Test
  void aCheckoutUsesWhatWasUnpackedAfterItsBuild() throws IOException {
    Path start = root.resolve("start");
    NativeFiles.unpack(root, start.resolve("lib"));
    System.setProperty("musicreclass.start", start.toString());
    NativeFiles.use(root);
    assertThat(property("onnxruntime.native.path")).isEqualTo(start.resolve("lib").toString());
    assertThat(property("org.bytedeco.javacpp.cachedir"))
        .isEqualTo(start.resolve("javacpp").toString());
    assertThat(start.resolve("lib/libonnxruntime4j_jni.so")).isNotEmptyFile();
    assertThat(start.resolve("lib/libjnidispatch.so")).isNotEmptyFile();
  }

  @Test
  void temporaryFilesOfAllLibrariesAreInOneFolder() {
    NativeFiles.useTemporary(root);
    assertThat(
            Stream.of("java.io.tmpdir", "jna.tmpdir", "org.sqlite.tmpdir")
                .map(NativeFilesTest::property))
        .containsOnly(root.toString());
  }
}
