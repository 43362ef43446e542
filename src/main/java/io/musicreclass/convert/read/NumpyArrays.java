package io.musicreclass.convert.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The arrays of a NumPy file, read into memory: those of a {@code .npz} by name, the one of a
 * {@code .npy} under the empty name. Elements are numbers or texts of fixed length; objects are
 * refused, since reading them means running a pickle.
 */
public final class NumpyArrays {
  /** Bytes of one array. */
  private static final long LARGEST = 1L << 30;

  private static final String SUFFIX = ".npy";
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] ZIP = "PK".getBytes(StandardCharsets.ISO_8859_1);
  private static final String DAMAGED = "Write it again with numpy.save or numpy.savez";

  private final Path file;
  private final Map<String, Values> arrays = new LinkedHashMap<>();

  private NumpyArrays(Path file) {
    this.file = file;
  }

  private record Values(NpyHeader header, Bytes data) {}

  /**
   * Reads all arrays of a file; the format follows from its first bytes.
   *
   * @throws ConvertException if it is no NumPy file, or is damaged; names the file and a remedy
   */
  public static NumpyArrays read(Path file) throws ConvertException {
    NumpyArrays arrays = new NumpyArrays(file);
    try {
      byte[] start;
      try (InputStream in = Files.newInputStream(file)) {
        start = in.readNBytes(MAGIC.length);
      }
      if (Arrays.equals(start, MAGIC)) {
        arrays.add("", Files.newInputStream(file));
      } else if (start.length >= ZIP.length && start[0] == ZIP[0] && start[1] == ZIP[1]) {
        arrays.unzip();
      } else {
        throw ConvertException.of(file, "is not a NumPy file", "Give a .npy or a .npz file");
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      throw ConvertException.of(file, "cannot be read (" + e + ")", DAMAGED, e);
    }
    return arrays;
  }

  private void unzip() throws ConvertException, IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (entry.getName().endsWith(SUFFIX)) {
          String name = entry.getName();
          add(name.substring(0, name.length() - SUFFIX.length()), zip.getInputStream(entry));
        }
      }
    }
    if (arrays.isEmpty()) {
      throw ConvertException.of(file, "is a zip file without an array", DAMAGED);
    }
  }

  private void add(String name, InputStream content) throws ConvertException, IOException {
    byte[] bytes;
    try (InputStream in = content) {
      bytes = in.readNBytes((int) LARGEST);
      if (in.read() >= 0) {
        throw ConvertException.of(
            file, "has an array of more than " + LARGEST + " bytes", "Give fewer rows");
      }
    }
    if (bytes.length < MAGIC.length + 6) {
      throw new EOFException("the array " + name + " ends early");
    }
    NpyHeader header = NpyHeader.of(file, Bytes.of(bytes));
    if (header.type().equals("O")) {
      throw ConvertException.of(
          file,
          "has an array of pickled objects",
          "Save numbers or texts with numpy.save: dtype=float or str");
    }
    byte[] data = Arrays.copyOfRange(bytes, (int) header.begin(), bytes.length);
    arrays.put(name, new Values(header, Bytes.of(data)));
  }

  /** The arrays' names, in the order of the file. */
  public List<String> names() {
    return List.copyOf(arrays.keySet());
  }

  /** The sizes of an array's axes; empty if there is no such array. */
  public Optional<List<Integer>> shape(String name) {
    return Optional.ofNullable(arrays.get(name)).map(values -> values.header().shape());
  }

  /** Whether the elements of an array are texts. */
  public boolean hasTexts(String name) {
    Values values = arrays.get(name);
    return values != null && values.header().type().matches("[US]\\d+");
  }

  /**
   * The numbers of an array in row-major order; they need not be finite.
   *
   * @throws ConvertException if there is no such array, or its elements are no numbers
   */
  public double[] numbers(String name) throws ConvertException {
    Values values = get(name);
    return values.header().numbers(file, name, values.data()).unchecked();
  }

  /**
   * The texts of an array, without the zeros that pad them.
   *
   * @throws ConvertException if there is no such array, or its elements are no texts
   */
  public List<String> texts(String name) throws ConvertException {
    Values values = get(name);
    if (!hasTexts(name)) {
      throw ConvertException.of(
          file,
          "has an array " + name + " of type " + values.header().type() + " instead of texts",
          "Save it as texts: numpy.array(names, dtype=str)");
    }
    boolean wide = values.header().type().startsWith("U");
    Charset charset = StandardCharsets.UTF_8;
    if (wide) {
      boolean big = values.header().order() == ByteOrder.BIG_ENDIAN;
      charset = Charset.forName(big ? "UTF-32BE" : "UTF-32LE");
    }
    int length = Integer.parseInt(values.header().type().substring(1)) * (wide ? 4 : 1);
    try {
      int count = values.header().shape().stream().reduce(1, Math::multiplyExact);
      int size = Math.multiplyExact(count, length);
      if (size > values.data().size()) {
        throw new EOFException(size + " bytes expected, " + values.data().size() + " found");
      }
      ByteBuffer bytes = ByteBuffer.wrap(values.data().read(0, size));
      List<String> texts = new ArrayList<>(count);
      byte[] text = new byte[length];
      for (int i = 0; i < count; i++) {
        bytes.get(text);
        texts.add(new String(text, charset).replace("\0", ""));
      }
      return Collections.unmodifiableList(texts);
    } catch (IOException | ArithmeticException e) {
      throw ConvertException.of(file, "has an array " + name + " that ends early", DAMAGED, e);
    }
  }

  private Values get(String name) throws ConvertException {
    Values values = arrays.get(name);
    if (values == null) {
      throw ConvertException.of(
          file, "has no array " + name + " (it has " + names() + ")", "Save it with numpy.savez");
    }
    return values;
  }
}
