package dev.carryover.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeTest {
  private static final List<String> NAMES = List.of("weights/a-0.safetensors", "jobs/a.json");

  @TempDir Path folder;
  private Path root = Path.of("");

  @BeforeEach
  void makeFiles() throws IOException {
    root = folder.resolve("a folder").resolve("exchange");
    write("first", "1");
    write("second", "2");
  }

  private void write(String attempt, String content) throws IOException {
    for (String name : NAMES) {
      Path file = folder.resolve(attempt).resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    }
  }

  private Exchange exchange() throws IOException {
    return new Exchange("file://" + root, new Configuration(false));
  }

  @Test
  void whatIsPublishedIsThereWhole() throws IOException {
    exchange().publish("a", "first", folder.resolve("first"), NAMES);
    assertThat(exchange().keys()).containsExactly("a");
    assertThat(exchange().published("a").names()).isEqualTo(NAMES);
    exchange().published("a").copyTo(folder.resolve("copy"));
    assertThat(folder.resolve("copy/jobs/a.json")).hasContent("1");
  }

  @Test
  void anAttemptThatDiedBeforeItsEndIsNotThere() throws IOException {
    exchange().publish("a", "first", folder.resolve("first"), NAMES);
    Files.delete(root.resolve("a.published")); // it comes last
    assertThat(exchange().has("a")).isFalse();
    assertThat(exchange().keys()).isEmpty();
    exchange().publish("a", "second", folder.resolve("second"), NAMES);
    exchange().published("a").copyTo(folder.resolve("copy"));
    assertThat(folder.resolve("copy/jobs/a.json")).hasContent("2");
  }

  @Test
  void afterASecondAttemptTheJobIsStillWhole() throws IOException {
    exchange().publish("a", "first", folder.resolve("first"), NAMES);
    exchange().publish("a", "second", folder.resolve("second"), NAMES);
    exchange().published("a").copyTo(folder.resolve("copy"));
    String record = Files.readString(folder.resolve("copy/jobs/a.json"));
    assertThat(folder.resolve("copy/weights/a-0.safetensors")).hasContent(record);
    try (var left = Files.list(root)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("a", "a.published");
    }
  }

  @Test
  void whatIsRemovedIsGone() throws IOException {
    exchange().publish("a", "first", folder.resolve("first"), NAMES);
    exchange().publish("b", "first", folder.resolve("first"), NAMES);
    exchange().remove("a");
    assertThat(exchange().keys()).containsExactly("b");
    exchange().removeAll();
    assertThat(root).doesNotExist();
  }
}
