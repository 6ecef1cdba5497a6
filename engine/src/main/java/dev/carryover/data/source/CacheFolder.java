package dev.carryover.data.source;

import dev.carryover.data.DataException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a user's downloaded data belongs, by the habits of the operating system. */
public final class CacheFolder {
  private static final String OURS = "carryover";

  /** What Java takes for the home of a user whom the system does not know, and who has no HOME. */
  private static final String UNKNOWN = "?";

  private CacheFolder() {}

  /**
   * The folder for downloaded data: {@code carryover} in {@code XDG_CACHE_HOME} if that is an
   * absolute path (the XDG base directory specification has relative ones ignored), else in {@code
   * ~/.cache}, on macOS in {@code ~/Library/Caches}, on Windows in {@code LOCALAPPDATA} or {@code
   * ~\AppData\Local}.
   *
   * @param environment as from {@link System#getenv()}
   * @param properties the system properties; {@code user.home} and {@code os.name} are read
   * @throws DataException if a home folder is needed and none is known
   */
  public static Path of(Map<String, String> environment, Map<?, ?> properties) {
    Path xdg = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    if (xdg.isAbsolute()) {
      return xdg.resolve(OURS);
    }
    String system = property(properties, "os.name").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return (local.isEmpty() ? home(properties).resolve("AppData/Local") : Path.of(local))
          .resolve(OURS);
    }
    return home(properties)
        .resolve(system.startsWith("mac") ? "Library/Caches" : ".cache")
        .resolve(OURS);
  }

  private static Path home(Map<?, ?> properties) {
    String home = property(properties, "user.home");
    if (home.isEmpty() || home.equals(UNKNOWN)) {
      throw new DataException(
          "cache folder: expected XDG_CACHE_HOME or a home folder, found neither: set one of"
              + " XDG_CACHE_HOME and HOME");
    }
    return Path.of(home);
  }

  private static String property(Map<?, ?> properties, String name) {
    return properties.get(name) instanceof String value ? value : "";
  }
}
