/**
 * Where native libraries lie: unpacked beside the program, or in its jars.
 *
 * <p>Takes the program's root, gives the folder of its unpacked libraries and the settings by which
 * JavaCPP, JNA, SQLite and ONNX Runtime find them. Never loads a library.
 */
@NullMarked
package io.musicreclass.natives;

import org.jspecify.annotations.NullMarked;
