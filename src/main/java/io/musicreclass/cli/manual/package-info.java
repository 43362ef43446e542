/**
 * What tells a person how to use the commands: help, messages about mistyped words, shell
 * completion and man pages.
 *
 * <p>Takes picocli's model of all commands, gives texts. Never runs another command.
 */
@NullMarked
package io.musicreclass.cli.manual;

import org.jspecify.annotations.NullMarked;
