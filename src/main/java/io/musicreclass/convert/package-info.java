/**
 * Other people's networks to model packages: takes layers or checkpoints, gives ONNX graphs and
 * packages of them that were tried. Never executes anything it reads, never leaves half a package;
 * only the command line and train use it.
 */
@NullMarked
package io.musicreclass.convert;

import org.jspecify.annotations.NullMarked;
