package io.musicreclass.engine.tensorrt.probe;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The GPU's device nodes and libraries as files; loads nothing. */
public final class GpuFiles {
  /**
   * Where NVIDIA's packages, JetPack and archives install libraries, besides the linker's folders.
   */
  private static final List<String> FOLDERS =
      List.of(
          "usr/local/cuda/lib64",
          "usr/local/cuda-%1$s*/lib64",
          "usr/local/cuda-%1$s*/targets/*/lib",
          "usr/lib/%2$s",
          "usr/lib/%2$s/nvidia",
          "usr/lib/%2$s/nvidia/current",
          "usr/lib/%2$s/tegra",
          "usr/lib64",
          "usr/lib",
          "lib/%2$s",
          "usr/local/lib",
          "usr/local/tensorrt/lib",
          "usr/local/TensorRT-10*/lib",
          "opt/tensorrt/lib");

  private static final Pattern VERSION = Pattern.compile("libnvinfer\\.so\\.10\\.(\\d{1,4})\\..*");
  private static final Pattern COLON = Pattern.compile(":");
  private static final int CUDA13_BEGINS = 13;

  private final Path root;
  private final DeviceNodes nodes;
  private final String triplet;
  private final List<Path> first;
  private final Path bindings;

  /**
   * A machine.
   *
   * @param root of its file system
   * @param architecture as Java names it
   * @param libraryPath folders searched first, as in {@code LD_LIBRARY_PATH}
   * @param bindings the folder of the bindings
   */
  GpuFiles(Path root, String architecture, String libraryPath, Path bindings) {
    this.root = root;
    this.nodes = new DeviceNodes(root);
    this.triplet = (architecture.equals("amd64") ? "x86_64" : architecture) + "-linux-gnu";
    this.first = COLON.splitAsStream(libraryPath).filter(s -> !s.isBlank()).map(Path::of).toList();
    this.bindings = bindings;
  }

  /** This machine. */
  public static GpuFiles here() {
    return new GpuFiles(
        Path.of("/"),
        System.getProperty("os.arch"),
        Objects.requireNonNullElse(System.getenv("LD_LIBRARY_PATH"), ""),
        Bindings.folder());
  }

  Path root() {
    return root;
  }

  /** Whether it has an NVIDIA GPU, with or without a driver. */
  boolean hasGpu() {
    return nodes.areExpected();
  }

  /** Why the GPU cannot be used, a sentence each; empty if no reason is known. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(nodes.problems());
    if (lines().isEmpty()) {
      problems.addAll(missing(closest()));
    }
    return problems;
  }

  /** The binding sets whose libraries are all installed, the likelier first. */
  List<BindingSet> lines() {
    return inOrder().filter(line -> missing(line).isEmpty()).toList();
  }

  /**
   * TensorRT for CUDA 13 begins with 10.13; if both sets are complete, the library's version
   * decides.
   */
  private Stream<BindingSet> inOrder() {
    return minorOfTensorRt() >= CUDA13_BEGINS
        ? Stream.of(BindingSet.CUDA13, BindingSet.CUDA12)
        : Stream.of(BindingSet.CUDA12, BindingSet.CUDA13);
  }

  /** 3 where libnvinfer.so.10 is a link to libnvinfer.so.10.3.0; 0 if unknown. */
  private int minorOfTensorRt() {
    return find(SharedLibrary.TENSORRT, BindingSet.CUDA12)
        .map(
            path -> {
              try {
                return VERSION.matcher(path.toRealPath().getFileName().toString());
              } catch (IOException e) {
                return VERSION.matcher("");
              }
            })
        .filter(Matcher::matches)
        .map(version -> Integer.parseInt(version.group(1)))
        .orElse(0);
  }

  private BindingSet closest() {
    return inOrder().min(Comparator.comparingInt(line -> missing(line).size())).orElseThrow();
  }

  private List<String> missing(BindingSet line) {
    List<String> missing = new ArrayList<>();
    if (!Files.isDirectory(line.jars(bindings))) {
      missing.add(
          line.jars(bindings) + " is missing: build Reclass again (mvn package), or install it");
    }
    Map<String, List<String>> byPackage = new LinkedHashMap<>();
    for (SharedLibrary library : SharedLibrary.values()) {
      if (!isIncluded(library, line) && find(library, line).isEmpty()) {
        byPackage
            .computeIfAbsent(library.from(line), p -> new ArrayList<>())
            .add(library.file(line));
      }
    }
    byPackage.forEach(
        (name, files) ->
            missing.add(
                String.join(", ", files)
                    + (files.size() == 1 ? " is" : " are")
                    + " missing: install "
                    + name));
    return missing;
  }

  /** Whether a jar of the set contains it, for machines without NVIDIA's packages. */
  private boolean isIncluded(SharedLibrary library, BindingSet line) {
    return library != SharedLibrary.DRIVER
        && expand(line.jars(bindings), "*-redist*.jar").stream()
            .anyMatch(jar -> contains(jar, "/" + library.file(line)));
  }

  private static boolean contains(Path jar, String end) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().endsWith(end));
    } catch (IOException e) {
      return false;
    }
  }

  /** The installed libraries that a set needs, in load order. */
  List<Path> libraries(BindingSet line) {
    return Stream.of(SharedLibrary.values())
        .flatMap(library -> find(library, line).stream())
        .toList();
  }

  /** All files on which the result of a probe with a set depends. */
  List<Path> files(BindingSet line) {
    return Stream.of(nodes.found(), libraries(line), expand(line.jars(bindings), "*.jar"))
        .flatMap(List::stream)
        .toList();
  }

  private Optional<Path> find(SharedLibrary library, BindingSet line) {
    return folders(line)
        .map(folder -> folder.resolve(library.file(line)))
        .filter(Files::exists)
        .findFirst();
  }

  private Stream<Path> folders(BindingSet line) {
    return Stream.concat(
        first.stream(),
        FOLDERS.stream()
            .flatMap(folder -> expand(root, folder.formatted(line.major(), triplet)).stream()));
  }

  /** The paths that match a pattern; a star matches anything within one name. */
  static List<Path> expand(Path from, String pattern) {
    List<Path> folders = List.of(from);
    for (Path name : Path.of(pattern)) {
      folders = folders.stream().flatMap(folder -> inside(folder, name.toString())).toList();
    }
    return folders;
  }

  private static Stream<Path> inside(Path folder, String name) {
    if (!name.contains("*")) {
      return Stream.of(folder.resolve(name));
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, name)) {
      inside.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      return Stream.empty();
    }
    return found.stream().sorted(Comparator.reverseOrder());
  }
}
