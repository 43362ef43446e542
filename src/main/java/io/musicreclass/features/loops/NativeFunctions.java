package io.musicreclass.features.loops;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.musicreclass.natives.NativeFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The functions of {@code src/native}, under their own names. */
@SuppressWarnings("MemberName")
final class NativeFunctions {
  private static final String LIBRARY = "libreclass_loops.so";

  private NativeFunctions() {}

  /**
   * Loads the library for this machine.
   *
   * @throws IOException if none is packed
   * @throws LinkageError if it cannot be used
   */
  static void load() throws IOException {
    Optional<Path> unpacked = NativeFiles.find(LIBRARY);
    File file = unpacked.isPresent() ? unpacked.get().toFile() : extract();
    Native.register(NativeFunctions.class, NativeLibrary.getInstance(file.getPath()));
  }

  private static File extract() throws IOException {
    String folder = "/io/musicreclass/features/loops/" + Platform.RESOURCE_PREFIX + "/";
    return Native.extractFromResourcePath(folder + LIBRARY, NativeFunctions.class.getClassLoader());
  }

  /** Bytes of memory for intermediate values. */
  static final int WORK = 512 << 10;

  /** The name of the instruction set. */
  static native String reclass_path();

  static native void reclass_magnitudes(Pointer samples, int count, Pointer work, Pointer out);

  static native void reclass_frames(
      Pointer samples, int count, Pointer mel, Pointer work, Pointer out);

  static native void reclass_powers(Pointer samples, int count, Pointer work, Pointer power);

  static native void reclass_product(Pointer weights, int columns, Pointer in, Pointer out);

  static native void reclass_decimate(Pointer x, int factor, Pointer taps, int count, Pointer out);

  static native void reclass_correlate(
      Pointer samples,
      int hop,
      int size,
      int count,
      Pointer quartets,
      int number,
      Pointer weights,
      Pointer scales,
      Pointer work,
      Pointer out);

  static native void reclass_mel(
      Pointer mel, Pointer samples, int count, Pointer work, Pointer out);

  static native void reclass_moments(double[] x, int count, int single, double[] out);
}
