package io.musicreclass.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds literals in a script that people would read: those belong into the files of texts. */
final class Literals {
  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  /** Two words, a capitalised one, or the end of a sentence. */
  private static final Pattern PROSE =
      Pattern.compile("\\p{L}{2}[,;:.!?…]? \\p{L}{2}|^ ?\\p{Lu}\\p{Ll}|\\p{L}[.…!?]$");

  private static final Set<String> READ_ATTRIBUTES =
      Set.of(
          "aria-label",
          "aria-valuetext",
          "aria-description",
          "title",
          "alt",
          "placeholder",
          "label",
          "textContent",
          "innerText",
          "innerHTML",
          "ariaLabel",
          "mend");

  /** Methods whose arguments become content. */
  private static final Set<String> CONTENT =
      Set.of("append", "prepend", "before", "after", "replaceWith", "replaceChildren");

  /** What takes selectors, and messages for the console. */
  private static final Set<String> NOT_READ =
      Set.of("querySelector", "querySelectorAll", "closest", "matches", "error");

  private static final Set<String> SELECTORS = Set.of("TYPING", "OWN_SPACE");

  /** Names that the web has for headers and types. */
  private static final Set<String> NAMES = Set.of("Content-Type", "Accept", "Range", "Files");

  private static final Set<String> NOT_CALLS =
      Set.of("if", "for", "while", "switch", "catch", "return", "await", "of", "in", "function");

  /** Elements that show names of commands and keys. */
  private static final Set<String> TECHNICAL_ELEMENTS = Set.of("code", "kbd");

  /** An open bracket: what is called, which argument or key it is at, what is assigned. */
  private static final class Frame {
    final char open;
    final String callee;
    String element = "";
    String key = "";
    String assigned = "";
    int argument;
    int conditions;

    Frame(char open, String callee) {
      this.open = open;
      this.callee = callee;
    }
  }

  private final String code;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<String> found = new ArrayList<>();
  private String last = "";
  private int at;

  private Literals(String code) {
    this.code = code;
    frames.push(new Frame('{', ""));
  }

  /** Every such literal, with its line. */
  static List<String> readByPeople(String script) {
    Literals literals = new Literals(script);
    while (literals.at < script.length()) {
      literals.step();
    }
    return literals.found;
  }

  private void step() {
    char c = code.charAt(at);
    if (code.startsWith("//", at)) {
      at = end("\n");
    } else if (code.startsWith("/*", at)) {
      at = end("*/");
    } else if (c == '/' && !last.matches("[\\w$)\\]]+")) {
      regex();
    } else if (c == '\'' || c == '"' || c == '`') {
      literal(c);
    } else if (Character.isJavaIdentifierStart(c)) {
      int from = at;
      while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
        at++;
      }
      last = code.substring(from, at);
    } else if (Character.isWhitespace(c)) {
      at++;
    } else {
      symbol(c);
    }
  }

  private int end(String mark) {
    int end = code.indexOf(mark, at + 2);
    return end < 0 ? code.length() : end + mark.length();
  }

  private void regex() {
    boolean inClass = false;
    at++;
    for (char c = code.charAt(at); inClass || c != '/'; c = code.charAt(++at)) {
      inClass = c == '[' || (inClass && c != ']');
      at += c == '\\' ? 1 : 0;
    }
    at++;
    last = ")";
  }

  private void symbol(char c) {
    Frame frame = frames.peek();
    switch (c) {
      case '(', '[' -> // a call or an index, else brackets without a meaning here
          frames.push(
              new Frame(c, last.matches("[\\w$]+") && !NOT_CALLS.contains(last) ? last : ""));
      case '{' -> frames.push(new Frame(c, ""));
      case ')', ']', '}' -> frames.pop();
      case ',', ';' -> {
        frame.argument++;
        frame.key = "";
        frame.assigned = "";
        frame.conditions = 0;
      }
      case '?' -> {
        if (code.startsWith("??", at) || code.startsWith("?.", at)) {
          at++;
        } else {
          frame.conditions++;
        }
      }
      case ':' -> {
        if (frame.conditions > 0) {
          frame.conditions--;
        } else {
          frame.key = last;
        }
      }
      case '=' -> {
        if (!code.startsWith("=>", at) && !code.startsWith("==", at)) {
          frame.assigned = last;
        }
      }
      default -> {}
    }
    at++;
    last = String.valueOf(c);
  }

  private void literal(char quote) {
    int line = (int) code.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    boolean compared = code.substring(0, at).stripTrailing().endsWith("==");
    StringBuilder text = new StringBuilder();
    at++;
    while (code.charAt(at) != quote) {
      if (quote == '`' && code.startsWith("${", at)) {
        at += 2;
        Frame value = new Frame('$', "");
        frames.push(value);
        while (frames.contains(value)) {
          step();
        }
        text.append("{}");
      } else {
        at += code.charAt(at) == '\\' ? 1 : 0;
        text.append(code.charAt(at++));
      }
    }
    at++;
    if (!compared) {
      judge(text.toString(), line);
    }
    last = text.toString();
  }

  private void judge(String text, int line) {
    boolean isKey =
        frames.peek().open == '{' && frames.peek().key.isEmpty() && code.startsWith(":", at);
    if (!LETTER.matcher(text).find() || isKey) {
      return;
    }
    Frame around = null;
    for (Frame frame : frames) {
      around = frame;
      if (frame.open == '{' || !frame.callee.isEmpty()) {
        break;
      }
    }
    if (around.argument == 0 && around.element.isEmpty()) {
      around.element = text;
    }
    if (around.callee.equals("el") && TECHNICAL_ELEMENTS.contains(around.element)) {
      return;
    }
    boolean read =
        around.open == '{'
            ? READ_ATTRIBUTES.contains(around.key.isEmpty() ? around.assigned : around.key)
            : isContent(around);
    boolean prose =
        PROSE.matcher(text).find()
            && !NOT_READ.contains(around.callee)
            && !NAMES.contains(text)
            && !around.key.equals("class")
            && !SELECTORS.contains(around.assigned);
    if (read || prose) {
      found.add(line + ": " + text);
    }
  }

  private static boolean isContent(Frame call) {
    if (call.open == '[') {
      return false;
    }
    return switch (call.callee) {
      case "el", "svg" -> call.argument > 1;
      case "trackLink" -> call.argument > 0;
      default -> CONTENT.contains(call.callee);
    };
  }
}
