/**
 * The tensors of one network, and weights derived from them.
 *
 * <p>Takes an open checkpoint's tensors, gives those of one network, checked by name and shape, and
 * an encoder ready to be written. Never reads values before a network is written.
 */
@NullMarked
package io.musicreclass.convert.network;

import org.jspecify.annotations.NullMarked;
