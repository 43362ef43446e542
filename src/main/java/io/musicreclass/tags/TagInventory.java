package io.musicreclass.tags;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The contents of a file, in order, each with a name and a value to compare. */
final class TagInventory {
  /**
   * An element of the file.
   *
   * @param what user-facing name
   * @param content equal if and only if the content is equal
   * @param mayAppear whether it may be new in the changed file
   */
  private record Entry(String what, String content, boolean mayAppear) {
    boolean same(Entry other) {
      return what.equals(other.what) && content.equals(other.content);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  void add(String what, String content) {
    entries.add(new Entry(what, content, false));
  }

  void add(String what, byte[] content) {
    add(what, HexFormat.of().formatHex(FileBytes.sha256().digest(content)));
  }

  /** Adds an element that contains fields and is created if missing. */
  void addHolder(String what, String content) {
    entries.add(new Entry(what, content, true));
  }

  /** The first element that is missing, changed or new in the other inventory; empty if none. */
  Optional<String> difference(TagInventory after) {
    int at = 0;
    for (Entry entry : after.entries) {
      if (at < entries.size() && entries.get(at).same(entry)) {
        at++;
      } else if (!entry.mayAppear) {
        return Optional.of(at < entries.size() ? entries.get(at).what : entry.what);
      }
    }
    return at < entries.size() ? Optional.of(entries.get(at).what) : Optional.empty();
  }
}
