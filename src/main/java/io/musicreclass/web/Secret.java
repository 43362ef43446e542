package io.musicreclass.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource, or one of its methods, that needs the token even for reading, where other machines
 * can reach the server.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Secret {
  /**
   * Whether it hands out songs or lists of them, which {@code reclass.web.listen=open} allows
   * without the token.
   */
  boolean openable() default false;
}
