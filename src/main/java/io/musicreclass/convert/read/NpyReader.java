package io.musicreclass.convert.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NumPy's array file, versions 1 to 3, both orders of axes and of bytes. */
final class NpyReader implements Checkpoint.Reader {
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)(\\w\\d+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final int LARGEST_HEADER = 1 << 20;
  private static final String REMEDY = "Write it again with numpy.save, as an array of numbers";

  @Override
  public Contents read(Path file, FileChannel channel) throws ConvertException, IOException {
    Bytes bytes = Bytes.of(channel, 0, channel.size());
    ByteBuffer start = ByteBuffer.wrap(bytes.read(0, 12)).order(ByteOrder.LITTLE_ENDIAN);
    boolean wide = start.get(6) > 1;
    int prefix = wide ? 12 : 10;
    long length = wide ? start.getInt(8) & 0xffffffffL : start.getShort(8) & 0xffffL;
    if (length > LARGEST_HEADER || length > channel.size() - prefix) {
      throw ConvertException.of(file, "has a header of " + length + " bytes", REMEDY);
    }
    String header = new String(bytes.read(prefix, (int) length), StandardCharsets.UTF_8);

    Matcher type = find(TYPE, header, file);
    ElementType elements =
        ElementType.ofNumpy(type.group(2))
            .orElseThrow(
                () -> ConvertException.of(file, "holds values of type " + type.group(2), REMEDY));
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    List<Integer> shape = new ArrayList<>();
    Matcher sizes = DIGITS.matcher(find(SHAPE, header, file).group(1));
    while (sizes.find()) {
      shape.add(size(sizes.group(), file));
    }
    List<Long> strides =
        find(FORTRAN, header, file).group(1).equals("True")
            ? Tensor.columnMajor(shape)
            : Tensor.rowMajor(shape);
    long begin = prefix + length;
    Bytes data = Bytes.of(channel, begin, channel.size() - begin);
    Tensor tensor = new Tensor(file, "", new Storage(data, elements, order), 0, shape, strides);
    return Contents.of(new LinkedHashMap<>(Map.of("", tensor.named(""))), new LinkedHashMap<>());
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
}
