package io.musicreclass.engine.tensorrt.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What we call in the bindings is there in both lines, although only one is compiled against. */
class BindingsIT {
  private static final Path BINDINGS = Path.of("target", "quarkus-app", "trt");
  private static final Path ROOM =
      Path.of("target", "classes", "io", "musicreclass", "engine", "tensorrt", "nvidia");

  @ParameterizedTest
  @EnumSource(BindingSet.class)
  void everyCallAndFieldIsInBothSets(BindingSet line) throws Exception {
    Path folder = line.jars(BINDINGS);
    assertThat(folder).as("made by mvn package").isDirectory();
    try (URLClassLoader loader = new URLClassLoader(jars(folder), null)) {
      Set<String> used = used();
      assertThat(used).hasSizeGreaterThan(50);
      assertThat(used).filteredOn(use -> !isThere(use, loader)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(BindingSet.class)
  void eachSetIncludesBothArchitecturesAndItsOwnJavaCpp(BindingSet line) throws Exception {
    Path folder = line.jars(BINDINGS);
    assertThat(folder).as("made by mvn package").isDirectory();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      for (String part : List.of("javacpp", "cuda", "tensorrt")) {
        assertThat(names)
            .anyMatch(name -> name.matches(part + "-[0-9.-]+\\.jar"))
            .anyMatch(name -> name.matches(part + "-.*-linux-x86_64\\.jar"))
            .anyMatch(name -> name.matches(part + "-.*-linux-arm64\\.jar"));
      }
    }
  }

  private static URL[] jars(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        jars.add(file.toUri().toURL());
      }
    }
    return jars.toArray(URL[]::new);
  }

  /** What our classes use of the bindings: "class name descriptor". */
  private static Set<String> used() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.list(ROOM)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          new ClassReader(in).accept(new Uses(used), 0);
        }
      }
    }
    return used;
  }

  private static boolean isThere(String use, ClassLoader loader) {
    String[] parts = use.split(" ", -1);
    try {
      Class<?> owner = Class.forName(parts[0].replace('/', '.'), false, loader);
      boolean method = parts[2].startsWith("(");
      for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
        boolean found =
            method
                ? parts[1].equals("<init>")
                    ? Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(c -> Type.getConstructorDescriptor(c).equals(parts[2]))
                    : Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(
                            m ->
                                m.getName().equals(parts[1])
                                    && Type.getMethodDescriptor(m).equals(parts[2]))
                : Arrays.stream(type.getDeclaredFields())
                    .anyMatch(
                        f ->
                            f.getName().equals(parts[1])
                                && Type.getDescriptor(f.getType()).equals(parts[2]));
        if (found) {
          return true;
        }
      }
      return false;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static final class Uses extends ClassVisitor {
    private final Set<String> used;

    Uses(Set<String> used) {
      super(Opcodes.ASM9);
      this.used = used;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          add(owner, method, type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          add(owner, field, type);
        }
      };
    }

    private void add(String owner, String name, String type) {
      if (owner.startsWith("org/bytedeco/")) {
        used.add(owner + " " + name + " " + type);
      }
    }
  }
}
