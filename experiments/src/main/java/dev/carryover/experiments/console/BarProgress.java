package dev.carryover.experiments.console;

import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for each run with epochs, replicas, loss, images a second and time left, for terminals. */
public final class BarProgress implements Observer, AutoCloseable {
  private @Nullable ProgressBar bar;
  private int networks;
  private long imagesAnEpoch;
  private long begun;
  private int doneBefore;

  @Override
  public void started(StageRef stage, int examples) {
    networks = stage.experiment().replicas();
    imagesAnEpoch = (long) networks * examples;
    begun = System.nanoTime();
    doneBefore = 0;
    bar =
        new ProgressBarBuilder()
            .setTaskName("%-22s".formatted(stage))
            .setInitialMax(stage.stage().recipe().epochs())
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .build();
  }

  @Override
  public void resumed(StageRef stage, int epochsDone, double trainingSeconds) {
    doneBefore = epochsDone;
    if (bar != null) {
      bar.stepTo(epochsDone);
    }
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    if (bar != null) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      bar.setExtraMessage(
          String.format(
              Locale.ROOT,
              "%s, loss %.4f, %,.0f images/s",
              Progress.replicas(networks),
              Progress.mean(losses),
              (epochsDone - doneBefore) * imagesAnEpoch / seconds));
      bar.stepTo(epochsDone);
    }
  }

  @Override
  public void trained(
      StageRef stage, NetworkSpec network, double[] parameters, double trainingSeconds) {
    close();
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
    close();
  }

  @Override
  public void abandoned(StageRef stage) {
    close();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
