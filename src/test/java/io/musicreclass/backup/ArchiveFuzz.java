package io.musicreclass.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.fuzz.FuzzTarget;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.Disk;
import io.musicreclass.models.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive of an installation, as somebody else may have made it: it is restored wholly and what
 * was there is kept, or nothing changes. An input is the archive; or after {@code M} its list of
 * files; or after {@code F} names and contents, with a zero byte after each, of an archive that is
 * right otherwise.
 */
public final class ArchiveFuzz implements FuzzTarget {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");
  private static final String TOKEN = "home/token";

  private final Path root;
  private final Path archive;
  private final Place place;
  private final byte[] database;

  public ArchiveFuzz(Path folder) throws IOException {
    root = folder.resolve("root");
    archive = folder.resolve("saved.zip");
    place =
        new Place(
            root.resolve("etc/application.properties"),
            root.resolve("var"),
            root.resolve("var/models"));
    Path made = folder.resolve("made");
    Ledger.open(made).close();
    database = Files.readAllBytes(made.resolve("ledger.db"));
  }

  @Override
  public Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("an archive", ofFiles(files(TOKEN, "restored")));
    seeds.put("a list", join("M", list(files(TOKEN, "restored"))));
    add(seeds, "settings", "settings/application.properties", "reclass.vote.sure=0.7\n");
    add(seeds, "a wrong escape", "settings/application.properties", "a=\\u00g0\n");
    add(seeds, "other folders", "settings/application.properties", "reclass.home=/x\n");
    add(seeds, "a model", "models/own/model.json", "{}");
    add(seeds, "a file and a folder of one name", "models/a/b", "x", "models/a/b/c", "x");
    add(seeds, "the folder of models", "home/models", "x");
    add(seeds, "the database again", "home/ledger.db", "x");
    add(seeds, "a log of the database", "home/ledger.db-wal", "x");
    add(seeds, "the journal", "home/restore.journal", "[]");
    add(seeds, "the folder of what is kept", "home/before-restore-20260506T070809Z", "x");
    add(seeds, "a folder above", "settings/../evil", "x");
    List<Manifest.Entry> sizes = new ArrayList<>();
    for (String name : List.of(Place.DATABASE, "models/a/b")) {
      sizes.add(new Manifest.Entry(name, Long.MAX_VALUE, "0".repeat(64)));
    }
    seeds.put("all the space", join("M", new Manifest("test", NOW.toString(), sizes).json()));
    String right = new String(seeds.get("a list"), UTF_8);
    seeds.put("half a surrogate", right.replace(TOKEN, "home/\\ud800").getBytes(UTF_8));
    seeds.put("nested", ("M{\"files\":" + "[".repeat(5000)).getBytes(UTF_8));
    return seeds;
  }

  private static void add(Map<String, byte[]> seeds, String name, String... files) {
    seeds.put(name, join("F", (String.join("\0", files) + "\0").getBytes(UTF_8)));
  }

  private static byte[] join(String kind, byte[] rest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(kind.getBytes(UTF_8));
    bytes.writeBytes(rest);
    return bytes.toByteArray();
  }

  /** A database and these files. */
  private Map<String, byte[]> files(String... parts) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(Place.DATABASE, database);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      files.put(parts[i], parts[i + 1].getBytes(UTF_8));
    }
    return files;
  }

  private static byte[] list(Map<String, byte[]> files) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    files.forEach(
        (name, bytes) -> entries.add(new Manifest.Entry(name, bytes.length, hash(bytes))));
    return new Manifest("test", NOW.toString(), entries).json();
  }

  private static String hash(byte[] bytes) {
    var digest = Hashes.sha256();
    digest.update(bytes);
    return Hashes.hex(digest);
  }

  private static byte[] ofFiles(Map<String, byte[]> files) throws IOException {
    return zip(list(files), files);
  }

  private static byte[] zip(byte[] list, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(Manifest.NAME));
      zip.write(list);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private byte[] archived(byte[] input) throws IOException {
    String text = new String(input, UTF_8);
    if (text.startsWith("M")) {
      return zip(text.substring(1).getBytes(UTF_8), files(TOKEN, "restored"));
    }
    if (text.startsWith("F")) {
      Map<String, byte[]> files = files(text.substring(1).split("\0", -1));
      files.remove(Manifest.NAME); // the archive has it once
      files.keySet().removeIf(name -> name.length() > 1000); // what no archive can have
      return ofFiles(files);
    }
    return input;
  }

  @Override
  public void read(byte[] input) throws IOException {
    install();
    Files.write(archive, archived(input));
    Map<String, String> before = everything();
    try {
      Restore.from(archive, place, NOW);
      assertThat(everything().values()).containsAll(before.values());
      assertRestored();
    } catch (IOException e) {
      assertThat(everything()).as(String.valueOf(e.getMessage())).isEqualTo(before);
    }
  }

  private void install() throws IOException {
    Disk.remove(root);
    for (Path folder : List.of(root.resolve("etc"), place.models().resolve("own"))) {
      Files.createDirectories(folder);
    }
    Files.writeString(place.configuration(), "# now\n");
    Files.writeString(place.models().resolve("own/model.json"), "a model");
    Files.writeString(place.home().resolve("token"), "a token");
    Files.writeString(place.home().resolve("ledger.lock"), "");
    Files.write(place.home().resolve("ledger.db"), database);
  }

  private void assertRestored() throws IOException {
    try (Archive opened = Archive.open(archive)) {
      for (Manifest.Entry entry : opened.manifest().entries()) {
        Path target = place.target(entry.name());
        assertThat(Hashes.ofFile(target)).as(entry.name()).isEqualTo(entry.sha256());
      }
    }
    assertThat(RestoreJournal.isPending(place.home())).isFalse();
    assertThat(place.home().resolve("ledger.db-wal")).doesNotExist();
  }

  /** The installation's folders and files with their contents, except the lock. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root.getParent())) {
      for (Path file : tree.filter(path -> !path.endsWith("ledger.lock")).toList()) {
        files.put(file.toString(), Files.isRegularFile(file) ? Hashes.ofFile(file) : "");
      }
    }
    return files;
  }
}
