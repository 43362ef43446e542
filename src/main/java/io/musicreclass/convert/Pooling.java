package io.musicreclass.convert;

/** How a transformer's tokens become one embedding. */
public enum Pooling {
  /** Mean over all tokens, the class token included. */
  MEAN,
  /** The class token. */
  CLASS
}
