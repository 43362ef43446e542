package io.musicreclass.tags;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** All that a file holds, in order, each by name and content. */
final class TagInventory {
  /**
   * One thing.
   *
   * @param what for people
   * @param content equal where the content is
   * @param mayAppear whether it may be added together with a field
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

  /** What holds fields and is made where it is missing. */
  void addHolder(String what, String content) {
    entries.add(new Entry(what, content, true));
  }

  /** What is missing, changed or new in the other one; nothing where all is the same. */
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
