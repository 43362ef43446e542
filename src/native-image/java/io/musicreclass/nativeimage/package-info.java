/**
 * What the build of a native image is told. Compiled by {@code mvn -Dnative} only, with the classes
 * beside it that replace the GPU, whose Java bindings are chosen and loaded at run time, and the
 * embedded broker.
 */
@NullMarked
package io.musicreclass.nativeimage;

import org.jspecify.annotations.NullMarked;
