/**
 * An installation in one file: database, settings and own models.
 *
 * <p>Takes an installation's folders, gives an archive; takes an archive, and puts it in their
 * place. Never deletes what was there, and never trusts an archive.
 */
@NullMarked
package io.musicreclass.backup;

import org.jspecify.annotations.NullMarked;
