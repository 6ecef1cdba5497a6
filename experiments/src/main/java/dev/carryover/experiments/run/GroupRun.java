package dev.carryover.experiments.run;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the experiments of a {@link Groups group}, stage by stage: what all are to train of a stage
 * is trained as replicas of one program. Each comes to what it comes to alone, and fails alone.
 */
public final class GroupRun {
  private final List<Member> members;
  private final Choice choice;
  private final Consumer<StageRef> paused;
  private final List<Member> left;

  /**
   * One of the experiments.
   *
   * @param runner runs it
   * @param observer hears of it
   * @param earlier what is done of it already
   * @param failed is told why it ends before its time, a {@link BackendException} or {@link
   *     DataException}; what it throws ends the others, too
   */
  public record Member(
      Runner runner, Observer observer, Resumption earlier, Consumer<RuntimeException> failed) {}

  /**
   * @param members whose experiments are of one group
   * @param paused is told a stage between two epochs, all observers having heard that training
   *     stands; what it throws ends the run
   */
  public GroupRun(List<Member> members, Choice choice, Consumer<StageRef> paused) {
    this.members = List.copyOf(members);
    this.choice = choice;
    this.paused = paused;
    this.left = new ArrayList<>(members);
  }

  /** Runs all that are left to their ends. */
  public void run() {
    members.forEach(member -> member.runner().begin(member.earlier()));
    int stages = members.getFirst().runner().experiment().stages().size();
    for (int s = 0; s < stages; s++) {
      int number = s;
      each(member -> member.runner().measureSaved(stage(member, number), member.observer()));
      train(
          member ->
              member.runner().search(stage(member, number), member.observer(), failing(member)),
          (member, ended) ->
              member.runner().searched(stage(member, number), ended, member.observer()));
      train(
          member ->
              member.runner().training(stage(member, number), member.observer(), failing(member)),
          (member, ended) -> member.runner().trained(stage(member, number), ended));
      left.forEach(member -> member.runner().forget(number + 1));
    }
    each(member -> member.runner().graft(member.observer()));
  }

  private static Stage stage(Member member, int number) {
    return member.runner().experiment().stages().get(number);
  }

  /** Trains in lockstep what members have to train, and hands them what it came to. */
  private void train(Begun begun, Ended ended) {
    Map<Member, LockstepMember> trainings = new LinkedHashMap<>();
    each(member -> begun.of(member).ifPresent(training -> trainings.put(member, training)));
    if (!trainings.isEmpty()) {
      Lockstep.train(List.copyOf(trainings.values()), choice, paused);
      each(member -> {
        if (trainings.containsKey(member)) {
          ended.take(member, trainings.get(member));
        }
      });
    }
  }

  @FunctionalInterface
  private interface Begun {
    Optional<LockstepMember> of(Member member);
  }

  @FunctionalInterface
  private interface Ended {
    void take(Member member, LockstepMember training);
  }

  /** What concerns one member alone ends that one alone. */
  private void each(Consumer<Member> action) {
    for (Member member : List.copyOf(left)) {
      try {
        action.accept(member);
      } catch (BackendException | DataException e) {
        fail(member, e);
      }
    }
  }

  private Consumer<BackendException> failing(Member member) {
    return reason -> fail(member, reason);
  }

  private void fail(Member member, RuntimeException reason) {
    left.remove(member);
    member.failed().accept(reason);
  }
}
