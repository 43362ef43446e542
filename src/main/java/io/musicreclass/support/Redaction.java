package io.musicreclass.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes secrets and the names of songs and users from texts: known secrets wherever they are, and
 * whatever looks like one. It rather removes too much.
 */
final class Redaction {
  static final String REMOVED = "<removed>";

  /** Shorter ones would remove parts of ordinary words. */
  private static final int SHORTEST_SECRET = 4;

  private static final Pattern USER_INFO =
      Pattern.compile("(?<=://)[^\\s/@\"']*(?:@[^\\s/@\"']*)*@");

  /** A name of a secret, and its value up to the end of a word or of quotes. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:pass(?:word|wd|phrase)?|token|secret|api[-_ ]?key|access[-_]?key|authorization"
              + "|cookie|credentials?|username|signature)[\"']?\\s*(?:[:=]|\\bis\\b)\\s*\\[?)"
              + "(?:(?:bearer|basic|digest|mediabrowser)\\s+)?(?:\"[^\"]*\"|'[^']*'|[^\\s,;&]+)");

  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)\\b(bearer|basic|mediabrowser)\\s+(?:token\\s*=\\s*)?\"?[a-z0-9+/._~=-]{6,}\"?");

  /** Of a query: {@code u}, {@code p}, {@code t} and {@code s} are Subsonic's. */
  private static final Pattern QUERY = Pattern.compile("([?&](?:u|p|t|s|k|sig|auth)=)[^&\\s\"']*");

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|\\z)", Pattern.DOTALL);

  private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{6,}(?:\\.[\\w-]*){0,2}");
  private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
  private static final Pattern USER_FOLDER =
      Pattern.compile("/(home|Users|media|run/media)/[^/\\s\"']+");

  /** Values of the log that name songs, up to the next key or the end of the line. */
  private static final Pattern SONG =
      Pattern.compile(
          "\\b(file|target|path|path_uri|artist|album|title|example|note|of|other)="
              + "(.*?)(?=\\s[a-z_]+=|\\R|\\z)");

  private static final Pattern SONG_NAME =
      Pattern.compile(
          "(?i)[^/\\s\"'=][^/\\r\\n\"'=]*\\.(mp3|flac|ogg|oga|opus|m4a|m4b|mp4|aac|wav|aiff?|wma|ape|wv"
              + "|mpc|mka|webm|part|m3u8?)\\b");

  private final List<String> secrets;
  private final List<Pattern> folders;

  /**
   * @param secrets values that must not appear
   * @param folders with songs: what is below them is removed
   */
  public Redaction(Collection<String> secrets, Collection<Path> folders) {
    List<String> all = new ArrayList<>();
    for (String secret : secrets) {
      if (secret.strip().length() >= SHORTEST_SECRET) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        all.add(secret);
        all.add(secret.strip());
        all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        all.add(Base64.getEncoder().encodeToString(bytes));
        all.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        all.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
      }
    }
    all.sort(Comparator.comparing(String::length).reversed()); // one may contain another
    this.secrets = all.stream().distinct().toList();
    this.folders =
        folders.stream()
            .map(folder -> folder + "/")
            .flatMap(folder -> List.of(folder, Path.of(folder).toUri().getRawPath()).stream())
            .map(
                folder ->
                    Pattern.compile(
                        Pattern.quote(folder) + "[^\"\\r\\n]*?(?=\\s[a-z_]+=|[\"\\r\\n]|\\z)"))
            .toList();
  }

  /** The text without them. */
  public String apply(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, REMOVED);
    }
    clean = PRIVATE_KEY.matcher(clean).replaceAll(REMOVED);
    clean = USER_INFO.matcher(clean).replaceAll(REMOVED + "@");
    clean = NAMED.matcher(clean).replaceAll("$1" + REMOVED);
    clean = SCHEME.matcher(clean).replaceAll("$1 " + REMOVED);
    clean = QUERY.matcher(clean).replaceAll("$1" + REMOVED);
    clean = JWT.matcher(clean).replaceAll(REMOVED);
    clean = SONG.matcher(clean).replaceAll("$1=" + REMOVED);
    for (Pattern folder : folders) {
      clean = folder.matcher(clean).replaceAll(Matcher.quoteReplacement("<folder>/" + REMOVED));
    }
    clean = SONG_NAME.matcher(clean).replaceAll(REMOVED + ".$1");
    clean = MAIL.matcher(clean).replaceAll(REMOVED);
    return USER_FOLDER.matcher(clean).replaceAll("/$1/<user>");
  }

  /** A setting; values that are secrets by their key are removed as a whole. */
  String setting(String key, String value) {
    String name = key.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    boolean isFile = name.endsWith("-file") || name.endsWith(".file");
    boolean isSecret =
        name.matches(".*(password|passphrase|secret|username|credential|api.?key|token)[^.]*")
            && !name.endsWith("token-for")
            && !name.endsWith("token.for");
    return key + "=" + (isSecret && !isFile ? REMOVED : apply(value));
  }
}
