package io.musicreclass.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs commands in this process, in a separate installation without models. */
public final class Commands {
  private static final String ROOT = "musicreclass.root";

  private final Path root;

  /** Exit status and output of a command. */
  public record Ran(int status, String out, String err) {}

  public Commands(Path folder) throws IOException {
    root = Files.createDirectory(folder.resolve("installation"));
    Files.createFile(root.resolve("pom.xml"));
  }

  public Path models() {
    return root.resolve("models");
  }

  /** Names of everything in the folder of the models, hidden or not. */
  public Stream<String> left() throws IOException {
    if (!Files.exists(models())) {
      return Stream.of();
    }
    try (Stream<Path> entries = Files.list(models())) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }

  /** Runs a command. */
  public Ran run(Object... arguments) {
    String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    return run(() -> Main.execute(words));
  }

  /** Runs anything that returns an exit status. */
  public Ran run(IntSupplier command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream usualOut = System.out;
    PrintStream usualErr = System.err;
    @Nullable String usualRoot = System.setProperty(ROOT, root.toString());
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int status = command.getAsInt();
      return new Ran(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(usualOut);
      System.setErr(usualErr);
      if (usualRoot == null) {
        System.clearProperty(ROOT);
      } else {
        System.setProperty(ROOT, usualRoot);
      }
    }
  }
}
