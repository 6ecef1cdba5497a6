package dev.carryover.experiments.record.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;

/**
 * A record's canonical constructor.
 *
 * @param constructor which may be called
 */
record RecordConstructor(Constructor<?> constructor) {

  static RecordConstructor of(Class<?> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new RecordConstructor(constructor);
    } catch (NoSuchMethodException e) {
      throw new LinkageError(type + " has no canonical constructor", e);
    }
  }

  /**
   * A record of the given values.
   *
   * @throws InvalidValueException if the constructor refuses them
   */
  Object make(Object[] values, KeyPath path) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw refused(Objects.requireNonNull(e.getCause()), path);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(constructor + " cannot be called", e);
    }
  }

  /** Its own words where it checks its values; where it trips over them, those of this reader. */
  private InvalidValueException refused(Throwable cause, KeyPath path) {
    return switch (cause) {
      case Error error -> throw error;
      case IllegalArgumentException e when e.getMessage() != null ->
          new InvalidValueException(path, e.getMessage(), e);
      default ->
          new InvalidValueException(
              path,
              "expected values that make a %s, found others"
                  .formatted(constructor.getDeclaringClass().getSimpleName()),
              cause);
    };
  }
}
