/**
 * Other people's networks to model packages: takes layers or checkpoints, gives ONNX graphs. Never
 * runs a network and never executes anything it reads; only the command line and train use it.
 */
@NullMarked
package io.musicreclass.convert;

import org.jspecify.annotations.NullMarked;
