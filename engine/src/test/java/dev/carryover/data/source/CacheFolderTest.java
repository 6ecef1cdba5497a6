package dev.carryover.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void xdgCacheHomeComesFirst() {
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/var/cache/me"), on("Linux")))
        .isEqualTo(Path.of("/var/cache/me/carryover"));
  }

  @Test
  void aRelativeXdgCacheHomeIsIgnoredAsItsSpecificationAsks() {
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "cache"), on("Linux")))
        .isEqualTo(Path.of("/home/me/.cache/carryover"));
  }

  @Test
  void eachSystemHasItsHabit() {
    assertThat(CacheFolder.of(NOTHING, on("Linux")))
        .isEqualTo(Path.of("/home/me/.cache/carryover"));
    assertThat(CacheFolder.of(NOTHING, on("Mac OS X")))
        .isEqualTo(Path.of("/home/me/Library/Caches/carryover"));
    assertThat(CacheFolder.of(NOTHING, on("Windows 11")))
        .isEqualTo(Path.of("/home/me/AppData/Local/carryover"));
    assertThat(CacheFolder.of(Map.of("LOCALAPPDATA", "/local"), on("Windows 11")))
        .isEqualTo(Path.of("/local/carryover"));
  }

  @Test
  void withoutAnyHomeThereIsNoCacheFolder() {
    refused(Map.of("os.name", "Linux"));
  }

  @Test
  void theQuestionMarkOfAUserWithoutAnEntryInPasswdIsNoHome() {
    refused(Map.of("os.name", "Linux", "user.home", "?"));
  }

  private static void refused(Map<String, String> properties) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CacheFolder.of(NOTHING, properties))
        .withMessage(
            "cache folder: expected XDG_CACHE_HOME or a home folder, found neither: set one of"
                + " XDG_CACHE_HOME and HOME");
  }

  private static Map<String, String> on(String system) {
    return Map.of("os.name", system, "user.home", "/home/me");
  }
}
