package io.musicreclass.ledger.listing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of SQL that must all hold, with their arguments. */
final class Conditions {
  private final List<String> texts = new ArrayList<>();
  final List<Object> arguments = new ArrayList<>();

  Conditions add(String condition, Object... values) {
    texts.add(condition);
    arguments.addAll(List.of(values));
    return this;
  }

  /** Adds a condition unless its argument is null. */
  void also(String condition, @Nullable Object value) {
    if (value != null) {
      var unused = add(condition, value);
    }
  }

  /** These and others. */
  Conditions and(Conditions others) {
    Conditions both = new Conditions();
    both.texts.addAll(texts);
    both.texts.addAll(others.texts);
    both.arguments.addAll(arguments);
    both.arguments.addAll(others.arguments);
    return both;
  }

  /** These and others. */
  Conditions and(List<WordSearch.Sql> others) {
    Conditions all = and(new Conditions());
    others.forEach(other -> all.add(other.text(), other.arguments().toArray()));
    return all;
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  String where() {
    return texts.isEmpty() ? "" : " WHERE " + String.join(" AND ", texts);
  }
}
