package io.musicreclass.models;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.FileErrors;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads cards strictly from JSON and writes them reproducibly. */
final class CardFile {
  /** Bytes. A card has a few kilobytes, or some tens with the scaler of the widest encoder. */
  private static final long LARGEST = 16 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          // Double.toString differs between Java versions; this writer does not.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .addModule(new JavaTimeModule())
          .addModule(excerpts())
          .build();

  private CardFile() {}

  static Card read(Path file) throws IOException {
    if (!FileErrors.exists(file) || !Files.isRegularFile(file)) {
      throw new IOException(
          file + " is missing, so the folder is not a complete model package: remove it");
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is too large for a card: " + Files.size(file) + " bytes");
    }
    return parse(Files.readAllBytes(file), Card.class, file.toString());
  }

  /**
   * Reads the value of a JSON text.
   *
   * @param where it was found, for errors
   */
  static <T> T parse(byte[] json, Class<T> type, String where) throws IOException {
    try {
      T value = JSON.readValue(json, type);
      if (value == null) {
        throw new IOException(where + " is empty; import or train the model again");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IOException(where + ": " + reason(e) + "; import or train the model again", e);
    } catch (CharConversionException e) {
      throw new IOException(where + " is not UTF-8 text; import or train the model again", e);
    }
  }

  /** A card as it is written: indented, with a newline at the end. */
  static byte[] pretty(Object card) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    String text =
        JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(lines)).writeValueAsString(card);
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Any value on one line. */
  static byte[] bytes(Object value) throws IOException {
    return JSON.writeValueAsBytes(value);
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown field " + path(unknown);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException) {
        return cause.getMessage();
      }
    }
    String field = e instanceof JsonMappingException m ? path(m) : "";
    if (e.getOriginalMessage().startsWith("Cannot map `null`")) {
      return field + " is missing";
    }
    String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    return line + (field.isEmpty() ? "" : field + ": ") + e.getOriginalMessage();
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static SimpleModule excerpts() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        new StdScalarSerializer<Excerpt>(Excerpt.class) {
          private static final long serialVersionUID = 1;

          @Override
          public void serialize(Excerpt excerpt, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(excerpt.toString());
          }
        });
    module.addDeserializer(
        Excerpt.class,
        new StdScalarDeserializer<Excerpt>(Excerpt.class) {
          private static final long serialVersionUID = 1;

          @Override
          public Excerpt deserialize(JsonParser json, DeserializationContext context)
              throws IOException {
            return Excerpt.parse(json.getText());
          }
        });
    return module;
  }
}
