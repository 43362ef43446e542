package io.musicreclass.convert.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Reads untrusted pickles: only the opcodes of real checkpoints (golden networks SPEC section 6,
 * and their later forms), the globals of {@link PickleGlobals}, and nothing else. The parts of the
 * library that look names up, call by reflection or allocate by a claimed length are replaced.
 */
final class SafePickle extends Unpickler {
  private static final String ALLOWED =
      "\u0080}]().\u008aNKMJGqrhjtsuaebcQR\u0085\u0086\u0087\u0088\u0089"
          + "X\u008c\u008dBC\u008e\u0093\u0094\u0095\u0081";

  private final CountingInput in;
  private final PickleGlobals globals;

  private SafePickle(CountingInput in, PickleGlobals globals) {
    this.in = in;
    this.globals = globals;
  }

  /** A global that is not on the list. */
  static final class ForeignGlobal extends PickleException {
    private static final long serialVersionUID = 1L;

    ForeignGlobal(String name) {
      super(name);
    }
  }

  /** Reads one pickle, up to and with its STOP. Dictionaries keep their order. */
  static @Nullable Object load(CountingInput in, Path file, Storages storages)
      throws ConvertException {
    try {
      return new SafePickle(in, new PickleGlobals(file, storages)).load(in);
    } catch (ForeignGlobal e) {
      throw ConvertException.of(
          file,
          "it names "
              + e.getMessage()
              + ", which is not allowed in a checkpoint, so it was not opened",
          "If you trust its source, save only the weights: torch.save(model.state_dict(), ...)",
          e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw ConvertException.of(
          file,
          "its pickle is damaged (" + e.getMessage() + ")",
          "Get the file again, and compare its size with the original's",
          e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    if (ALLOWED.indexOf(opcode) < 0) {
      throw new PickleException("opcode " + opcode + " does not occur in checkpoints");
    }
    switch (opcode) {
      case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
      case Opcodes.SETITEM, Opcodes.SETITEMS -> setItems(opcode == Opcodes.SETITEM);
      case Opcodes.GLOBAL ->
          stack.add(globals.find(PickleUtils.readline(in), PickleUtils.readline(in)));
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        stack.add(globals.find((String) stack.pop(), name));
      }
      case Opcodes.NEWOBJ -> {
        Object[] arguments = (Object[]) stack.pop();
        stack.add(((IObjectConstructor) stack.pop()).construct(arguments));
      }
      case Opcodes.BUILD -> {
        Object state = stack.pop();
        globals.build(stack.peek(), state);
      }
      case Opcodes.BINUNICODE -> stack.add(text(4));
      case Opcodes.BINUNICODE8 -> stack.add(text(8));
      case Opcodes.BINBYTES -> stack.add(bytes(4));
      case Opcodes.BINBYTES8 -> stack.add(bytes(8));
      default -> {
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  @Override
  protected Object persistentLoad(Object id) {
    return globals.storage((Object[]) id);
  }

  private void setItems(boolean one) {
    List<Object> items = new ArrayList<>();
    if (one) {
      Object value = stack.pop();
      items.add(stack.pop());
      items.add(value);
    } else {
      items.addAll(stack.pop_all_since_marker());
    }
    // keys of other types hash their contents, which may contain themselves
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) stack.peek();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      Object key = items.get(i);
      if (!(key instanceof String || key instanceof Number)) {
        throw new PickleException("a dictionary key is neither a text nor a number");
      }
      map.put(key, items.get(i + 1));
    }
  }

  private String text(int lengthBytes) throws IOException {
    return new String(bytes(lengthBytes), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int lengthBytes) throws IOException {
    byte[] length = PickleUtils.readbytes(in, lengthBytes);
    long size =
        lengthBytes == 4
            ? PickleUtils.bytes_to_uint(length, 0)
            : PickleUtils.bytes_to_long(length, 0);
    if (size < 0 || size > in.remaining()) {
      throw new PickleException("a text of " + size + " bytes in " + in.remaining());
    }
    return PickleUtils.readbytes(in, size);
  }
}
