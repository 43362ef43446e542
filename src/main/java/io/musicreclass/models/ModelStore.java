package io.musicreclass.models;

import io.musicreclass.track.FileErrors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model packages of this machine, as they were when the store was created. */
public final class ModelStore {
  /** Folder of compiled engines beside the packages. */
  public static final String ENGINES = "trt";

  private static final Comparator<ModelPackage> NEWEST_FIRST =
      Comparator.comparing((ModelPackage p) -> p.card().bundled())
          .thenComparing(p -> p.card().at(), Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(p -> p.card().name());

  private final List<ModelPackage> packages;
  private final List<String> broken;

  /**
   * Reads the packages of these folders. A package in an earlier folder hides those of the same
   * name in later ones; a missing folder has no packages.
   */
  public ModelStore(List<Path> roots) {
    Map<String, ModelPackage> found = new LinkedHashMap<>();
    List<String> bad = new ArrayList<>();
    for (Path root : roots) {
      for (Path folder : folders(root, bad)) {
        try {
          ModelPackage model = ModelPackage.open(folder);
          found.putIfAbsent(model.card().name(), model);
        } catch (IOException e) {
          bad.add(String.valueOf(e.getMessage()));
        }
      }
    }
    List<ModelPackage> sorted = new ArrayList<>(found.values());
    sorted.sort(NEWEST_FIRST);
    packages = List.copyOf(sorted);
    broken = List.copyOf(bad);
  }

  private static List<Path> folders(Path root, List<String> bad) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, ModelStore::mayBeFolder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(".") && !name.equals(ENGINES)) {
          folders.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      bad.add(root + " cannot be read: " + e.getCause().getMessage());
    } catch (IOException e) {
      if (FileErrors.isAbsence(e)) {
        return List.of();
      }
      bad.add(root + " cannot be read: " + e.getMessage());
    }
    Collections.sort(folders);
    return folders;
  }

  /** Unreadable entries are reported rather than skipped. */
  private static boolean mayBeFolder(Path entry) {
    try {
      return Files.readAttributes(entry, BasicFileAttributes.class).isDirectory();
    } catch (IOException e) {
      return !FileErrors.isAbsence(e);
    }
  }

  /** All usable packages: the newest imported one first, bundled ones last. */
  public List<ModelPackage> list() {
    return packages;
  }

  public Optional<ModelPackage> find(String name) {
    return packages.stream().filter(p -> p.card().name().equals(name)).findFirst();
  }

  /** The package that gives what a head's input names. */
  public Optional<ModelPackage> find(HeadInput input) {
    return packages.stream().filter(input::fits).findFirst();
  }

  /**
   * The inputs of a package's head that no package gives.
   *
   * @return a problem for each, with its remedy
   */
  public List<String> missingInputs(ModelPackage model) {
    Card.Head head = model.card().head();
    return head == null
        ? List.of()
        : head.inputs().stream()
            .filter(input -> find(input).isEmpty())
            .map(
                input ->
                    "no model gives the %d values of %s that the head of %s takes: import that model again, or another head for %s"
                        .formatted(input.width(), input, model.card().name(), model.card().name()))
            .toList();
  }

  /**
   * Why folders cannot be used and what to do, each with the name of a file; the other packages
   * work without them.
   */
  public List<String> broken() {
    return broken;
  }

  /** The content of a file of a new package. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Checks a package before it gets its name; throws to reject it. */
  @FunctionalInterface
  public interface Check {
    void check(ModelPackage staged) throws IOException;
  }

  /**
   * Writes the networks of a package into its folder and describes them.
   *
   * @param <X> further exceptions it may throw
   */
  @FunctionalInterface
  public interface Builder<X extends Exception> {
    /** Returns the card, whose file hashes are filled in afterwards. */
    Card build(Path folder) throws IOException, X;
  }

  /**
   * Writes a package under a temporary name, checks it and renames it. Replaces the package of that
   * name. If anything fails, no file is left behind and the earlier package stays.
   *
   * @param root folder of the packages, created if needed
   * @param card its file hashes are filled in
   * @param files name to content, such as {@link ModelPackage#HEAD}
   * @param check may reject the package
   */
  public static ModelPackage write(Path root, Card card, Map<String, Content> files, Check check)
      throws IOException {
    return build(
        root,
        card.name(),
        folder -> {
          for (Map.Entry<String, Content> file : files.entrySet()) {
            try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve(file.getKey())))) {
              file.getValue().writeTo(out);
            }
          }
          return card;
        },
        check);
  }

  /**
   * As {@link #write}, for networks whose card is known only once they are written.
   *
   * @param name of the package
   * @throws IllegalArgumentException if the name is not valid for a package
   */
  public static <X extends Exception> ModelPackage build(
      Path root, String name, Builder<X> builder, Check check) throws IOException, X {
    return PackageWriter.build(root, name, builder, check);
  }

  /**
   * Removes a package and its compiled engines. A running daemon that has loaded it continues to
   * use it.
   *
   * @throws IllegalArgumentException for a bundled package, which every installation needs
   */
  public static void remove(ModelPackage model) throws IOException {
    String name = model.card().name();
    if (model.card().bundled()) {
      throw new IllegalArgumentException(
          name + " is bundled with Reclass: to do without it, set reclass.stages");
    }
    PackageWriter.remove(root(model), name);
  }

  /**
   * Takes the last replacement of a package's head back, byte for byte. One step: the head that was
   * replaced by the former one is gone then.
   *
   * @throws IOException if there is no former head, or it cannot be used; says what to do
   */
  public static ModelPackage rollback(ModelPackage model) throws IOException {
    return PackageWriter.rollback(root(model), model.card().name());
  }

  /** Whether a package has a former head that {@link #rollback} can give back. */
  public static boolean hasFormerHead(ModelPackage model) throws IOException {
    return new FormerHead(root(model), model.card().name()).exists();
  }

  private static Path root(ModelPackage model) {
    return model.folder().toAbsolutePath().getParent();
  }
}
