package io.musicreclass.inbox;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Mounted file systems visible to this process, from {@code /proc/self/mountinfo}. */
record Mounts(List<Mount> all) {
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /** Types on which inotify misses changes made by other machines. */
  private static final Set<String> NETWORK_TYPES =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "9p",
          "vboxsf",
          "virtiofs",
          "sshfs",
          "afs",
          "ceph",
          "glusterfs",
          "lustre",
          "ncpfs",
          "coda",
          "vmhgfs",
          "prl_fs");

  /**
   * One mounted file system.
   *
   * @param id unique to each mount operation
   */
  record Mount(String id, Path point, String type) {
    /** Whether files here can change without an inotify event. */
    boolean unreliable() {
      return NETWORK_TYPES.contains(type) || type.equals("fuse") || type.startsWith("fuse.");
    }
  }

  Mounts {
    all = List.copyOf(all);
  }

  /** The text of the file, a character for each byte; empty if it is unreadable. */
  static String text(Path mountinfo) {
    try {
      return Files.readString(mountinfo, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** The mounts listed in that text. */
  static Mounts of(String text) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      // proc(5): id, parent, device, root, mount point, options, optional fields, -, type, ...
      String[] fields = line.split(" ", -1);
      int dash = List.of(fields).indexOf("-");
      if (dash > 5 && dash + 1 < fields.length) {
        mounts.add(new Mount(fields[0], point(fields[4]), fields[dash + 1]));
      }
    }
    return new Mounts(mounts);
  }

  /** The mount that contains a path; of several on one mount point the topmost, listed last. */
  Optional<Mount> holding(Path real) {
    Mount best = null;
    for (Mount mount : all) {
      if (real.startsWith(mount.point())
          && (best == null || mount.point().getNameCount() >= best.point().getNameCount())) {
        best = mount;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The mounts that contain files at and below a folder. */
  List<Mount> around(Path real) {
    List<Mount> around = new ArrayList<>(holding(real).stream().toList());
    for (Mount mount : all) {
      if (mount.point().startsWith(real) && !around.contains(mount)) {
        around.add(mount);
      }
    }
    return around;
  }

  private static Path point(String field) {
    String raw =
        OCTAL
            .matcher(field)
            .replaceAll(
                m -> {
                  String c = String.valueOf((char) Integer.parseInt(m.group(1), 8));
                  return c.equals("\\") ? "\\\\" : c;
                });
    return SongFile.path(raw.getBytes(StandardCharsets.ISO_8859_1));
  }
}
