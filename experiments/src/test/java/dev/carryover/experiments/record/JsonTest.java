package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.fuzz.Fuzzing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Files that hold no sound record are refused in one line that names file and key. */
class JsonTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir Path folder;

  private void refused(String json, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("run.json"), json);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RunRecord.read(file))
        .withMessageStartingWith(file + ": " + message)
        .matches(e -> String.valueOf(e.getMessage()).lines().count() == 1, "is one line");
  }

  @Test
  void whatIsNoJsonIsRefusedByItsLine() throws IOException {
    refused("{\n\"schema\": 1,\n", "line 3: expected JSON, found something else: ");
    refused("{\"schema\": NaN}", "line 1: expected JSON, found something else: ");
    refused("{\"schema\": 1, \"schema\": 1}", "line 1: expected JSON, found something else: ");
    refused("{} {}", "line 1: expected JSON, found something else: ");
    refused("[".repeat(100_000), "expected JSON, found something else: ");
    refused("", "expected an object, found nothing");
  }

  @Test
  void theSchemaIsLookedAtFirst() throws IOException {
    refused("{\"schema\": 2}", "expected schema 1, found 2");
    refused("{\"schema\": 1}", "command: expected a text, found nothing");
    refused("{\"schema\": \"1\"}", "schema: expected a whole number, found \"1\"");
    refused("{}", "schema: expected a whole number, found nothing");
  }

  @Test
  void onlyRegularFilesAreRead() throws Exception {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RunRecord.read(folder))
        .withMessage(folder + ": expected a JSON file, found a folder");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RunRecord.read(pipe))
        .withMessage(pipe + ": expected a JSON file, found a pipe or device");
  }

  @Test
  void aKeyIsNamedByItsPath() throws IOException {
    String json = RecordedResults.small(folder.resolve("small"));
    JsonNode tree = MAPPER.readTree(json);
    ObjectNode summary =
        (ObjectNode) tree.at("/experiments/published/stages/autoencoder/classErrors/test/3/mean");
    summary.put("mean", "abc");
    refused(
        tree.toString(),
        "experiments.published.stages.autoencoder.classErrors.test[3].mean.mean: expected a number, found \"abc\"");
    summary.remove("mean");
    refused(
        tree.toString(),
        "experiments.published.stages.autoencoder.classErrors.test[3].mean.mean: expected a number, found nothing");
  }

  /** What a person's editing does: a key dropped, a value exchanged for one of another kind. */
  @Test
  void everyValueThatIsDroppedOrOfAnotherKindIsReadOrRefused() throws IOException {
    Path file = folder.resolve("run.json");
    String json = RecordedResults.small(folder.resolve("small"));
    List<List<Object>> places = new ArrayList<>();
    collect(MAPPER.readTree(json), List.of(), places);
    assertThat(places).hasSizeGreaterThan(1_000);
    int refused = 0;
    SplittableRandom random = new SplittableRandom(1);
    // A record has thousands of figures alike: some of them stand for all.
    Collections.shuffle(places, new Random(1));
    places.subList(1_000, places.size()).clear();
    for (List<Object> place : places) {
      JsonNode tree = MAPPER.readTree(json);
      change(tree, place, random.nextInt(8));
      refused += readOrRefuse(file, tree.toString().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(refused).isGreaterThan(places.size() / 3);
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    Path file = folder.resolve("run.json");
    byte[] sound = RecordedResults.small(folder.resolve("small")).getBytes(StandardCharsets.UTF_8);
    Fuzzing.run("run.json", 1, 2_000, List.of(sound), input -> readOrRefuse(file, input));
  }

  /**
   * @return 1 if it was refused
   */
  private static int readOrRefuse(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    try {
      assertThat(RunRecord.read(file).toJson(Optional.empty()))
          .isNotEmpty(); // and so it holds no null
      return 0;
    } catch (DataException e) {
      assertThat(e.getMessage()).startsWith(file + ": ").hasLineCount(1);
      return 1;
    }
  }

  /** The way to every value but the root. */
  private static void collect(JsonNode node, List<Object> way, List<List<Object>> places) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      add(entry.getValue(), way, entry.getKey(), places);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      add(node.path(i), way, i, places);
    }
  }

  private static void add(JsonNode node, List<Object> way, Object step, List<List<Object>> places) {
    List<Object> longer = new ArrayList<>(way);
    longer.add(step);
    places.add(longer);
    collect(node, longer, places);
  }

  private static void change(JsonNode root, List<Object> way, int kind) {
    JsonNode parent = root;
    for (Object step : way.subList(0, way.size() - 1)) {
      parent = step instanceof String key ? parent.path(key) : parent.path((Integer) step);
    }
    JsonNode value =
        switch (kind) {
          case 0 -> MAPPER.nullNode();
          case 1 -> MAPPER.readTree("-1");
          case 2 -> MAPPER.readTree("1e999");
          case 3 -> MAPPER.readTree("\"abc\"");
          case 4 -> MAPPER.readTree("[null]");
          case 5 -> MAPPER.readTree("{}");
          default -> MAPPER.missingNode();
        };
    Object last = way.getLast();
    if (parent instanceof ObjectNode object && last instanceof String key) {
      if (value.isMissingNode()) {
        object.remove(key);
      } else {
        object.set(key, value);
      }
    } else if (parent instanceof ArrayNode array && last instanceof Integer index) {
      if (value.isMissingNode()) {
        array.remove(index);
      } else {
        array.set(index, value);
      }
    }
  }
}
