package dev.carryover.experiments.plan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaTest {
  private static JsonNode schema() {
    return new JsonMapper().readTree(Json.text(Schema.json()));
  }

  @Test
  void theSchemaInTheDocumentationIsTheOneThatTheCodeMakes() throws IOException {
    Path documented = Path.of("..", "docs", "experiment.schema.json");
    assertThat(Files.readString(documented))
        .as("./carryover explain --schema > docs/experiment.schema.json")
        .isEqualTo(Json.text(Schema.json()));
  }

  @Test
  void everyKeyHasItsTypeAndMeaning() {
    JsonNode rate = schema().at("/properties/stages/items/properties/recipe/properties/rate");
    assertThat(rate.path("type").stringValue()).isEqualTo("number");
    assertThat(rate.path("description").stringValue()).isEqualTo("The learning rate.");
    assertThat(schema().at("/additionalProperties").booleanValue()).isFalse();
    assertThat(schema().at("/properties/stages/items/properties/objective/enum").toString())
        .isEqualTo("[\"reconstruct\",\"reconstructCode\",\"classify\"]");
  }

  @Test
  void keysOfFilesAloneAreThere() {
    assertThat(schema().at("/properties/defaults/properties/recipe").isObject()).isTrue();
    assertThat(schema().at("/properties/axes/items/properties/path").isObject()).isTrue();
  }
}
