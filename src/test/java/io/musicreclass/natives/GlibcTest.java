package io.musicreclass.natives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native libraries run on Ubuntu 22.04, which JetPack 6 is, by {@code deploy/glibc-check}. */
class GlibcTest {
  /** Folders of a machine in the jars, and what packages leave out. */
  private static final Map<String, String> FOLDERS =
      Map.of(
          "x86-64", "linux-x86_64|linux-x86-64|linux-x64|Linux/x86_64",
          "arm64", "linux-arm64|linux-aarch64|Linux/aarch64");

  private static final Pattern LEFT_OUT =
      Pattern.compile(".*(avdevice|avfilter|libartemis|libasound|libbcm_host|libvchiq|libvcos).*");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"x86-64", "arm64"})
  void noLibraryNeedsANewerSystem(String machine) throws Exception {
    assumeTrue(
        Stream.of("/usr/bin/readelf", "/usr/local/bin/readelf").anyMatch(p -> new File(p).exists()),
        "needs readelf (apt install binutils)");
    Pattern wanted = Pattern.compile(".*/(" + FOLDERS.get(machine) + ")/[^/]+\\.so[.0-9]*");
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar")) {
        unpack(new File(entry), wanted);
      }
    }
    assertThat(folder.resolve("libonnxruntime.so")).exists();
    assertThat(folder.resolve("libjniavcodec.so")).exists();
    Process check =
        new ProcessBuilder("sh", "deploy/glibc-check", folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
  }

  private void unpack(File jar, Pattern wanted) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      List<JarEntry> libraries =
          file.stream()
              .filter(entry -> wanted.matcher("/" + entry.getName()).matches())
              .filter(entry -> !LEFT_OUT.matcher(entry.getName()).matches())
              .toList();
      for (JarEntry library : libraries) {
        try (InputStream in = file.getInputStream(library)) {
          Files.copy(in, folder.resolve(Path.of(library.getName()).getFileName().toString()));
        }
      }
    }
  }
}
