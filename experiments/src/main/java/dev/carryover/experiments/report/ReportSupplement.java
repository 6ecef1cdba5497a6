package dev.carryover.experiments.report;

import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.document.Section;
import java.util.List;

/** What a report says beyond what any run's says, for example what a paper published. */
public interface ReportSupplement {

  /** Sentences that stand at the head of the report, before the run's own answers. */
  List<String> answers(RunContents contents);

  /** Sentences that stand at the head of the report, after the run's own answers. */
  List<String> lead(RunContents contents);

  /** Sections that stand before those of the experiments. */
  List<Section> sections(RunContents contents);
}
