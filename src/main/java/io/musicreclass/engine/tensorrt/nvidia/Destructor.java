package io.musicreclass.engine.tensorrt.nvidia;

import com.sun.jna.Function;
import com.sun.jna.Native;
import org.bytedeco.javacpp.Pointer;

/**
 * C++'s {@code delete}, which the bindings of TensorRT 10 lack (bytedeco/javacpp-presets#1699).
 * Calls the deleting destructor, which the C++ ABI of Linux places in the vtable directly after the
 * complete one, at the position where the class declares its destructor.
 */
final class Destructor {
  /** {@code INoCopy}, the base of nearly every class, declares it first. */
  private static final int FIRST = 1;

  /** {@code IParser} declares it behind eight functions. */
  private static final int PARSER = 9;

  private Destructor() {}

  /** Deletes an object whose class derives from {@code INoCopy}. */
  static void delete(Pointer object) {
    call(object, FIRST);
  }

  /** Deletes a parser. */
  static void deleteParser(Pointer parser) {
    call(parser, PARSER);
  }

  private static void call(Pointer object, int place) {
    com.sun.jna.Pointer self = new com.sun.jna.Pointer(object.address());
    com.sun.jna.Pointer table = self.getPointer(0);
    Function.getFunction(table.getPointer((long) place * Native.POINTER_SIZE))
        .invokeVoid(new Object[] {self});
  }
}
