package io.musicreclass.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeJNIAccess;
import org.graalvm.nativeimage.hosted.RuntimeReflection;

/**
 * Registers what is reached by reflection and from code in other languages. Computed while the
 * image is built, so that no list can miss a new class: records and enums (JSON, options and
 * settings), whatever carries an annotation of picocli or Jackson, and the libraries whose C code
 * looks classes up by name. FFmpeg's, JavaCPP's and SQLite's jars register their own.
 */
public final class Registration implements Feature {
  private static final String OURS = "io/musicreclass/";
  private static final String GPU = "io/musicreclass/engine/tensorrt/nvidia/";
  private static final List<String> CALLED_FROM_C = List.of("ai/onnxruntime/", "com/sun/jna/");
  private static final List<String> BY_NAME =
      List.of(
          "org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory",
          "org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory",
          "org.eclipse.paho.mqttv5.client.websocket.WebSocketNetworkModuleFactory",
          "org.eclipse.paho.mqttv5.client.websocket.WebSocketSecureNetworkModuleFactory",
          "org.eclipse.paho.mqttv5.client.logging.JSR47Logger",
          "sun.misc.Signal",
          "sun.misc.SignalHandler");
  private static final List<Class<?>> OF_THE_JDK =
      List.of(
          Boolean.class,
          Class.class,
          Integer.class,
          Long.class,
          Object.class,
          OutOfMemoryError.class,
          String.class,
          Throwable.class,
          UnsatisfiedLinkError.class,
          Method.class,
          java.nio.Buffer.class,
          java.nio.ByteBuffer.class,
          java.util.ArrayList.class,
          java.util.HashMap.class,
          java.util.List.class,
          java.util.Map.class);

  @Override
  public String getDescription() {
    return "Registers records, commands and callbacks of Reclass";
  }

  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    for (Path entry : access.getApplicationClassPath()) {
      for (String file : classFiles(entry)) {
        boolean called = CALLED_FROM_C.stream().anyMatch(file::startsWith);
        if (called || (file.startsWith(OURS) && !file.startsWith(GPU))) {
          String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
          Class<?> type = access.findClassByName(name);
          if (type != null) {
            register(type, called);
          }
        }
      }
    }
    BY_NAME.forEach(name -> reflective(access.findClassByName(name)));
    OF_THE_JDK.forEach(Registration::callable);
  }

  private static void register(Class<?> type, boolean called) {
    try {
      boolean ofC = Arrays.stream(type.getDeclaredMethods()).anyMatch(Registration::isNative);
      if (called || ofC) {
        callable(type);
      }
      if (called || ofC || type.isRecord() || type.isEnum() || isAnnotated(type)) {
        reflective(type);
      }
    } catch (LinkageError e) {
      // It needs a library that the program does not ship, and so is not used.
    }
  }

  private static boolean isNative(Method method) {
    return Modifier.isNative(method.getModifiers());
  }

  private static boolean isAnnotated(Class<?> type) {
    return Stream.of(
            Stream.of(type.getAnnotations()),
            Stream.of(type.getDeclaredFields()).flatMap(f -> Stream.of(f.getAnnotations())),
            Stream.of(type.getDeclaredMethods()).flatMap(m -> Stream.of(m.getAnnotations())))
        .flatMap(annotations -> annotations)
        .map(annotation -> annotation.annotationType().getName())
        .anyMatch(name -> name.startsWith("picocli.") || name.startsWith("com.fasterxml."));
  }

  private static void reflective(Class<?> type) {
    RuntimeReflection.register(type);
    RuntimeReflection.register(members(type));
    RuntimeReflection.register(type.getDeclaredFields());
  }

  private static void callable(Class<?> type) {
    RuntimeJNIAccess.register(type);
    RuntimeJNIAccess.register(members(type));
    RuntimeJNIAccess.register(type.getDeclaredFields());
  }

  private static Executable[] members(Class<?> type) {
    Constructor<?>[] constructors = type.getDeclaredConstructors();
    Method[] methods = type.getDeclaredMethods();
    Executable[] all =
        Arrays.copyOf(constructors, constructors.length + methods.length, Executable[].class);
    System.arraycopy(methods, 0, all, constructors.length, methods.length);
    return all;
  }

  private static List<String> classFiles(Path entry) {
    try {
      if (Files.isDirectory(entry)) {
        return classFilesBelow(entry);
      }
      if (!Files.exists(entry)) {
        return List.of();
      }
      try (FileSystem jar = FileSystems.newFileSystem(entry)) {
        return classFilesBelow(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> classFilesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .toList();
    }
  }
}
