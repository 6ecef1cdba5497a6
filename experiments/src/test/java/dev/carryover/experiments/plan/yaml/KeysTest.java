package dev.carryover.experiments.plan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.experiments.plan.Axis;
import dev.carryover.experiments.plan.Experiment;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysTest {
  /** The keys of every record that an experiment can hold. */
  private static Map<String, List<String>> reachable() {
    Map<String, List<String>> records = new LinkedHashMap<>();
    collect(Experiment.class, records);
    collect(Axis.class, records);
    return records;
  }

  private static void collect(Class<?> type, Map<String, List<String>> records) {
    if (records.containsKey(type.getSimpleName())) {
      return;
    }
    records.put(
        type.getSimpleName(),
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
    for (RecordComponent component : type.getRecordComponents()) {
      KeyType.of(component.getGenericType()).records().forEach(below -> collect(below, records));
    }
  }

  @Test
  void everyKeyIsDocumentedAndNothingElse() {
    Map<String, List<String>> documented = new LinkedHashMap<>();
    Keys.all().forEach((record, keys) -> documented.put(record, List.copyOf(keys.keySet())));
    assertThat(documented).containsExactlyInAnyOrderEntriesOf(reachable());
  }

  @Test
  void everyMeaningIsASentence() {
    Keys.all()
        .forEach((record, keys) ->
            keys.forEach(
                (key, entry) -> assertThat(entry.meaning()).as(record + "." + key).endsWith(".")));
  }

  @Test
  void constantsAndKindsAreSpelledAsOneWord() {
    assertThat(Keys.spelled("SOFTMAX_CROSS_ENTROPY")).isEqualTo("softmaxCrossEntropy");
    assertThat(Keys.spelled("MNIST5000")).isEqualTo("mnist5000");
    assertThat(Keys.spelled("FanInUniform")).isEqualTo("fanInUniform");
  }

  @Test
  void anUndocumentedComponentIsAnError() {
    record Undocumented(int key) {}
    assertThatThrownBy(() -> Keys.of(Undocumented.class.getRecordComponents()[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("keys.yaml does not document Undocumented.key");
  }
}
