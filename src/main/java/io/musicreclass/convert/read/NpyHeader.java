package io.musicreclass.convert.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of NumPy's array format, versions 1 to 3.
 *
 * @param type the code of its elements, such as {@code f4}; {@code O} for pickled objects
 * @param shape outermost axis first
 * @param columnMajor whether the first axis varies fastest
 * @param begin position of the first element
 */
record NpyHeader(
    String type, ByteOrder order, List<Integer> shape, boolean columnMajor, long begin) {
  static final String REMEDY = "Write it again with numpy.save, as an array of numbers";

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)(\\w\\d+|O)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final int SHORTEST = 12;
  private static final int LARGEST = 1 << 20;

  NpyHeader {
    shape = List.copyOf(shape);
  }

  static NpyHeader of(Path file, Bytes bytes) throws ConvertException, IOException {
    ByteBuffer start = ByteBuffer.wrap(bytes.read(0, SHORTEST)).order(ByteOrder.LITTLE_ENDIAN);
    boolean wide = start.get(6) > 1;
    int prefix = wide ? 12 : 10;
    long length = wide ? start.getInt(8) & 0xffffffffL : start.getShort(8) & 0xffffL;
    if (length > LARGEST || length > bytes.size() - prefix) {
      throw ConvertException.of(file, "has a header of " + length + " bytes", REMEDY);
    }
    String header = new String(bytes.read(prefix, (int) length), StandardCharsets.UTF_8);
    Matcher type = find(TYPE, header, file);
    List<Integer> shape = new ArrayList<>();
    Matcher sizes = DIGITS.matcher(find(SHAPE, header, file).group(1));
    while (sizes.find()) {
      shape.add(size(sizes.group(), file));
    }
    return new NpyHeader(
        type.group(2),
        type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        shape,
        find(FORTRAN, header, file).group(1).equals("True"),
        prefix + length);
  }

  private static int size(String digits, Path file) throws ConvertException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw ConvertException.of(file, "has an axis of " + digits + " values", REMEDY, e);
    }
  }

  private static Matcher find(Pattern pattern, String header, Path file) throws ConvertException {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw ConvertException.of(
          file, "has a header that is not NumPy's: " + header.strip(), REMEDY);
    }
    return matcher;
  }

  /**
   * The array of numbers after this header.
   *
   * @param name in its file; empty for a lone array
   * @param data the elements
   * @throws ConvertException if the elements are no numbers, or the data are too short
   */
  Tensor numbers(Path file, String name, Bytes data) throws ConvertException {
    ElementType elements =
        ElementType.ofNumpy(type)
            .orElseThrow(() -> ConvertException.of(file, "holds values of type " + type, REMEDY));
    List<Long> strides = columnMajor ? Tensor.columnMajor(shape) : Tensor.rowMajor(shape);
    return new Tensor(file, "", new Storage(data, elements, order), 0, shape, strides).named(name);
  }
}
