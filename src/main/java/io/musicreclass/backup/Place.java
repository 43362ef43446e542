package io.musicreclass.backup;

import io.musicreclass.config.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the parts of an installation are, and what they are called in an archive.
 *
 * @param configuration the configuration file
 * @param home folder of the database
 * @param models folder of the user's model packages
 */
public record Place(Path configuration, Path home, Path models) {
  static final String DATABASE = "database/ledger.db";
  static final String SETTINGS = "settings/";
  static final String HOME = "home/";
  static final String MODELS = "models/";

  private static final String NAME = "[^/\\\\\\x00-\\x1f\\x7f]{1,200}";

  /** The program's own files, which a restore itself uses. */
  private static final String OTHERS =
      "(?!ledger\\.|" + RestoreJournal.NAME + "|" + Restore.ASIDE + ")";

  private static final Pattern KNOWN =
      Pattern.compile(
          DATABASE
              + ("|(" + SETTINGS + "|" + HOME + ")" + OTHERS + NAME)
              + ("|" + MODELS + NAME + "(/" + NAME + "){1,3}"));

  /** The place of an installation with these settings. */
  public static Place of(Path configuration, Settings settings) {
    return new Place(configuration, settings.home(), settings.models());
  }

  /** Whether a name in an archive is one that a backup has; none of these leads elsewhere. */
  static boolean isKnown(String name) {
    return KNOWN.matcher(name).matches()
        && List.of(name.split("/")).stream().noneMatch(part -> part.startsWith("."))
        && isPath(name);
  }

  private static boolean isPath(String name) {
    try {
      return !Path.of(name).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Where the file of that name belongs. */
  Path target(String name) {
    if (name.equals(DATABASE)) {
      return home.resolve("ledger.db");
    }
    Path folder =
        name.startsWith(SETTINGS)
            ? configuration.getParent()
            : name.startsWith(HOME) ? home : models;
    return folder.resolve(name.substring(name.indexOf('/') + 1));
  }
}
