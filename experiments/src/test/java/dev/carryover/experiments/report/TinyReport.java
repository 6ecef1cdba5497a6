package dev.carryover.experiments.report;

import dev.carryover.backend.Backends;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.Provenance;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.record.RunWriter;
import dev.carryover.experiments.record.job.JobFiles;
import dev.carryover.experiments.record.job.JobOrigin;
import dev.carryover.experiments.record.job.JobRecord;
import dev.carryover.experiments.record.job.JobRecorder;
import dev.carryover.experiments.record.job.JobRecords;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.Runner;
import dev.carryover.training.SeedSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Experiments that are run on the reference, on images of four by six pixels, and their report.
 *
 * @param folder the run's
 */
public record TinyReport(RunFolder folder) {
  static final int HEIGHT = 4;
  static final int WIDTH = 6;

  /** Nothing beside what any run's report says. */
  public static final ReportSupplement NOTHING =
      new ReportSupplement() {
        @Override
        public List<String> answers(RunContents contents) {
          return List.of();
        }

        @Override
        public List<String> lead(RunContents contents) {
          return List.of();
        }

        @Override
        public List<Section> sections(RunContents contents) {
          return List.of();
        }
      };

  /** Runs the experiments of a file's text in a folder that is there. */
  public static TinyReport run(Path folder, String yaml, String... sweeps) {
    List<Experiment> experiments =
        ExperimentFile.read("test.yaml", yaml, List.of(), List.of(sweeps));
    RunFolder run = new RunFolder(folder);
    run.writeExperiments(experiments);
    JobRecords records = new JobRecords(experiments);
    RunWriter writer =
        new RunWriter(run, () -> record(experiments, records).toJson(Optional.empty()));
    new JobFiles(run).writeHistory(List.of());
    JobOrigin origin = new JobOrigin("", "", "", "ejml", "this machine");
    for (Experiment experiment : experiments) {
      new Runner(
              experiment,
              data(),
              Backends.require("ejml"),
              (weights, stage, network) -> {
                throw new AssertionError("nothing is saved");
              })
          .run(
              Observer.all(
                  List.of(
                      new JobRecorder(run, experiment, origin, JobRecord.none(origin), 1, records),
                      writer)));
    }
    writer.write();
    return new TinyReport(run);
  }

  private static RunRecord record(List<Experiment> experiments, JobRecords records) {
    return new RunRecord(
        RunRecord.SCHEMA,
        "run",
        true,
        new RunRecord.Spec(
            "tiny",
            "ejml",
            Optional.empty(),
            Optional.empty(),
            experiments.getFirst().replicas(),
            OptionalInt.empty(),
            experiments.getFirst().seed()),
        Provenance.here(Instant.EPOCH, 1, List.of("run", "test.yaml"), Map.of()),
        new RunRecord.BackendUsed("ejml", "this machine", 0, "CPU", "", ""),
        new RunRecord.DataUsed("tiny", "0", "made up", Optional.empty(), HEIGHT, WIDTH),
        new RunRecord.Seconds(1, 1),
        records.phases(),
        records.results(),
        Optional.empty());
  }

  private static DataSets data() {
    return new DataSets(
        examples("train", 60), Optional.empty(), examples("test", 40), Optional.empty());
  }

  /** Noise, in which the pixel of the label shines; labels 0 to 3 in turn. */
  private static LabeledExamples examples(String set, int count) {
    RandomGenerator random = new SeedSequence(0).generator(set, 0);
    int pixels = HEIGHT * WIDTH;
    float[] values = new float[count * pixels];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % pixels == i / pixels % 4 ? 1 : random.nextFloat() / 2;
    }
    return new LabeledExamples(
        new Examples(count, pixels, values),
        IntStream.range(0, count).map(i -> i % 4).toArray(),
        4);
  }

  /** What the folder holds. */
  public RunContents contents() {
    return RunContents.read(folder);
  }

  /** Draws the report, and gives the page's text. */
  String html() throws IOException {
    return Files.readString(Report.draw(folder, NOTHING));
  }

  /** The sentences at the report's head. */
  static List<String> lead(String html) {
    String list = html.substring(html.indexOf("<ul class=\"lead\">"), html.indexOf("<nav>"));
    return list.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("<li>"))
        .map(line -> line.replaceAll("</?li>", ""))
        .toList();
  }
}
