package io.musicreclass.engine.tensorrt.probe;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A class loader for one set of Java bindings of CUDA and TensorRT, and our classes that call them.
 * The sets have the same class names, so only one may be visible. A native library belongs to the
 * class loader of the class that loads it, so each set includes its own JavaCPP. Kept until the
 * process ends: CUDA cannot be unloaded safely.
 */
final class Bindings extends URLClassLoader {
  private static final String OURS = "io.musicreclass.engine.tensorrt.nvidia.";
  private static final String THEIRS = "org.bytedeco.";
  private static final String DEVICE = OURS + "NvidiaDevice";
  private static final String UNLIMITED = "org.bytedeco.javacpp.maxPhysicalBytes";

  private static final Map<BindingSet, Bindings> OPEN = new EnumMap<>(BindingSet.class);

  static {
    registerAsParallelCapable();
  }

  // A strong reference keeps the libraries loaded.
  @SuppressWarnings("UnusedVariable")
  private final List<NativeLibrary> libraries;

  private Bindings(URL[] jars, List<NativeLibrary> libraries) {
    super("tensorrt", jars, Bindings.class.getClassLoader());
    this.libraries = libraries;
  }

  /**
   * Opens the GPU through a set of bindings. Without a driver this ends the process, so only a
   * probe's child process may call it before a probe has passed.
   *
   * @throws IOException if the bindings or a library cannot be loaded, or there is no GPU for them
   */
  static GpuDevice open(BindingSet line) throws IOException {
    try {
      Class<?> type = Class.forName(DEVICE, true, of(line));
      return (GpuDevice) type.getMethod("open").invoke(null);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(reason(cause), cause);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IOException("the bindings for " + line + " cannot be loaded: " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    return e instanceof IOException ? "" + e.getMessage() : e.toString();
  }

  private static synchronized Bindings of(BindingSet line) throws IOException {
    Bindings bindings = OPEN.get(line);
    if (bindings == null) {
      bindings = new Bindings(jars(line), load(line));
      bindings.unlimit();
      OPEN.put(line, bindings);
    }
    return bindings;
  }

  /** Loads the libraries by path, so they need not be in the linker's search path. */
  private static List<NativeLibrary> load(BindingSet line) throws IOException {
    List<NativeLibrary> loaded = new ArrayList<>();
    for (Path library : GpuFiles.here().libraries(line)) {
      try {
        loaded.add(NativeLibrary.getInstance(library.toString()));
      } catch (UnsatisfiedLinkError e) {
        throw new IOException(library + " cannot be loaded: " + e.getMessage(), e);
      }
    }
    return loaded;
  }

  private static URL[] jars(BindingSet line) throws IOException {
    List<URL> jars = new ArrayList<>();
    Path folder = line.jars(folder());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    } catch (MalformedURLException e) {
      throw new IOException(folder + " cannot be written as a URL: " + e.getMessage(), e);
    }
    return jars.toArray(URL[]::new);
  }

  /** The folder of all bindings: next to the program, or given by a system property. */
  static Path folder() {
    String named = System.getProperty("musicreclass.trt");
    if (named != null) {
      return Path.of(named).toAbsolutePath(); // the child process has another working folder
    }
    try {
      // target/classes, or target/quarkus-app/quarkus-run.jar
      Path program =
          Path.of(Bindings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path target = program.getParent();
      return Files.isDirectory(program)
          ? target.resolveSibling("target").resolve("quarkus-app").resolve("trt")
          : target.resolve("trt");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without this limit off, JavaCPP would count CUDA's memory as Java's and fail. */
  private void unlimit() throws IOException {
    String before = System.getProperty(UNLIMITED);
    System.setProperty(UNLIMITED, "0");
    try {
      Class.forName("org.bytedeco.javacpp.Pointer", true, this);
    } catch (ClassNotFoundException e) {
      throw new IOException(folder() + " lacks JavaCPP: build or install the program again", e);
    } finally {
      if (before == null) {
        System.clearProperty(UNLIMITED);
      } else {
        System.setProperty(UNLIMITED, before);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) && !name.startsWith(THEIRS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> type = findLoadedClass(name);
      return type != null ? type : name.startsWith(OURS) ? ours(name) : findClass(name);
    }
  }

  private Class<?> ours(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public URL getResource(String name) {
    // JavaCPP finds libraries and versions as resources; those of the program are of another set.
    return name.contains("org/bytedeco/") || name.contains("org.bytedeco/")
        ? findResource(name)
        : super.getResource(name);
  }
}
