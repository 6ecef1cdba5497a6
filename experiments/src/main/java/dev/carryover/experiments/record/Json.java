package dev.carryover.experiments.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carryover.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How our files are written as JSON and read again: indented, what is absent left out. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  private Json() {}

  /** A record as JSON text, with a line feed at its end. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }

  /**
   * What a file holds.
   *
   * @throws DataException if it cannot be read, or holds no such value
   */
  public static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(Files.readAllBytes(file), type);
    } catch (IOException e) {
      throw new DataException(
          file + ": expected a readable JSON file, found " + e.getClass().getSimpleName(), e);
    } catch (JacksonException e) {
      throw new DataException(
          "%s: expected a %s as JSON, found: %s"
              .formatted(file, type.getSimpleName(), e.getOriginalMessage()),
          e);
    }
  }
}
