package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** General settings: keys {@code reclass.*}. */
@ConfigMapping(prefix = "reclass")
public interface ReclassConfig {
  /** Folder of the ledger. */
  @WithDefault("./var")
  String home();

  Models models();

  /**
   * Which model each stage uses, such as {@code fma:msd_model,mert:mert-95m}; any stage names. If
   * absent, the models are chosen.
   */
  Optional<List<String>> stages();

  /** The vote's genres: {@code auto}, the name of a shipped vocabulary, or a file of them. */
  @WithDefault("auto")
  String genres();

  /** File that maps models' genres to those of the vote, one per line. */
  Optional<String> genreMap();

  Library library();

  Backup backup();

  Playlists playlists();

  Players players();

  Workers workers();

  /** Where model packages are stored, and where the default ones come from. */
  interface Models {
    /** Whether the default models are downloaded unasked. */
    enum Fetch {
      /** By a source checkout without other models, at its first start. */
      AUTO,
      NEVER
    }

    @WithDefault("./models")
    String path();

    @WithDefault("auto")
    Fetch fetch();

    /** A server with the default models' files at {@code /<SHA-256>/<file name>}, tried first. */
    Optional<URI> mirror();
  }

  /** Backups of the ledger, created every night. */
  interface Backup {
    /** Folder of the backups; default: {@code backups} in the ledger's folder. */
    Optional<String> path();
  }

  /** Playlists of genres, styles and moods, kept up to date. */
  interface Playlists {
    /** Their folder, created if its parent exists; if absent, there are none. */
    Optional<String> path();

    /**
     * How another program knows folders of this machine, such as {@code /mnt/nas=/music}; the paths
     * of all other songs are relative to the playlist.
     */
    Optional<List<String>> map();
  }

  /** Folders to classify in the background. */
  interface Library {
    Optional<List<String>> paths();

    /** Time between two scans, at least one minute. */
    @WithDefault("24h")
    Duration rescan();

    /** The hours in which they are classified, such as {@code 22-7}; if absent, always. */
    Optional<List<String>> hours();
  }

  /** Music servers that are asked to scan after files were tagged or sorted. */
  interface Players {
    /** The least time between two scans, at least one minute. */
    @WithDefault("10m")
    Duration interval();

    TokenServer plex();

    TokenServer jellyfin();

    PasswordServer navidrome();
  }

  /** A server whose users have tokens. */
  interface TokenServer {
    /** Its address, {@code http://host:port}; absent: it is not used. */
    Optional<String> url();

    /** A file that holds the token. */
    Optional<String> tokenFile();
  }

  /** A server whose users have passwords. */
  interface PasswordServer {
    /** Its address, {@code http://host:port}; absent: it is not used. */
    Optional<String> url();

    Optional<String> username();

    /** A file that holds the password. */
    Optional<String> passwordFile();
  }

  /** Other machines that analyse songs of the library for this one, and this one for others. */
  interface Workers {
    /** Whether songs are offered to workers. */
    @WithDefault("false")
    boolean enabled();

    /** How long a worker may be silent before its songs are offered again; at least 5 s. */
    @WithDefault("30s")
    Duration lease();

    /** File with the invitation, for a worker. */
    Optional<String> secretFile();

    /** How a worker knows the owner's folders, such as {@code /srv/music=/mnt/nas/music}. */
    Optional<List<String>> map();
  }
}
