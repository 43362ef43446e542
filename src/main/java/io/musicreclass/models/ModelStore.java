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

/** The model packages of this machine, as they were when the store was made. */
public final class ModelStore {
  /** Folder of built engines among the packages; no package. */
  public static final String ENGINES = "trt";

  private static final Comparator<ModelPackage> NEWEST_FIRST =
      Comparator.comparing((ModelPackage p) -> p.card().bundled())
          .thenComparing(p -> p.card().at(), Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(p -> p.card().name());

  private final List<ModelPackage> packages;
  private final List<BrokenPackage> broken;

  /**
   * Reads the packages of these folders. A name in an earlier folder hides the same name in later
   * ones; a folder that is not there has no packages.
   */
  public ModelStore(List<Path> roots) {
    Map<String, ModelPackage> found = new LinkedHashMap<>();
    List<BrokenPackage> bad = new ArrayList<>();
    for (Path root : roots) {
      for (Path folder : folders(root, bad)) {
        try {
          ModelPackage model = ModelPackage.open(folder);
          found.putIfAbsent(model.card().name(), model);
        } catch (IOException e) {
          bad.add(new BrokenPackage(folder, String.valueOf(e.getMessage())));
        }
      }
    }
    List<ModelPackage> sorted = new ArrayList<>(found.values());
    sorted.sort(NEWEST_FIRST);
    packages = List.copyOf(sorted);
    broken = List.copyOf(bad);
  }

  private static List<Path> folders(Path root, List<BrokenPackage> bad) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, ModelStore::mayBeFolder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(".") && !name.equals(ENGINES)) {
          folders.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      bad.add(new BrokenPackage(root, root + " cannot be read: " + e.getCause().getMessage()));
    } catch (IOException e) {
      if (FileErrors.isAbsence(e)) {
        return List.of();
      }
      bad.add(new BrokenPackage(root, root + " cannot be read: " + e.getMessage()));
    }
    Collections.sort(folders);
    return folders;
  }

  /** What cannot be looked at is told of, rather than passed over. */
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

  /** Folders that cannot be used. None of them is a reason to stop. */
  public List<BrokenPackage> broken() {
    return broken;
  }

  /** A file of a package to be, written once and in one go. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Looks at a package before it gets its name; throws when it must not. */
  @FunctionalInterface
  public interface Check {
    void check(ModelPackage staged) throws IOException;
  }

  /**
   * Writes the networks of a package into its folder, and then says what they are.
   *
   * @param <X> what else can go wrong with it
   */
  @FunctionalInterface
  public interface Builder<X extends Exception> {
    /** Gives the card, whose file hashes are filled in afterwards. */
    Card build(Path folder) throws IOException, X;
  }

  /**
   * Writes a package: under a temporary name, checked, then renamed. Replaces the package of that
   * name. When anything fails nothing is left behind, and the earlier package stays.
   *
   * @param root folder of the packages, made if need be
   * @param card its file hashes are filled in here
   * @param files name to content, such as {@link ModelPackage#HEAD}
   * @param check has the last word
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
   * As {@link #write}, for networks that are written as files and known only once they are.
   *
   * @param name of the package
   * @throws IllegalArgumentException when the name cannot be a package's
   */
  public static <X extends Exception> ModelPackage build(
      Path root, String name, Builder<X> builder, Check check) throws IOException, X {
    return PackageWriter.build(root, name, builder, check);
  }

  /**
   * Removes a package and the engines that were built for it. A daemon that has it loaded keeps it
   * until it ends.
   *
   * @throws IllegalArgumentException for a bundled package, which every installation needs
   */
  public static void remove(ModelPackage model) throws IOException {
    String name = model.card().name();
    if (model.card().bundled()) {
      throw new IllegalArgumentException(
          name + " is bundled with Reclass: to do without it, set reclass.stages");
    }
    PackageWriter.remove(model.folder().toAbsolutePath().getParent(), name);
  }
}
