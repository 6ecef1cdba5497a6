package dev.carryover.backend.vector;

import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread works with.
 *
 * @param batch where it gathers batches of its own, and its team does, where it is the first of one
 * @param inference its forward passes
 * @param alone its training of whole replicas
 * @param team the number of the team it belongs to, −1 for none
 * @param shared its part in that team's training
 */
record Worker(Batch batch, Inference inference, Trainer alone, int team, @Nullable Trainer shared) {

  /**
   * One for each thread of a pool.
   *
   * @param barriers one for each of the assignment's teams
   */
  static List<Worker> all(
      TrainingProgram program,
      List<Layer> layers,
      Assignment assignment,
      List<Barrier> barriers,
      Arena arena) {
    List<Workspace> workspaces = new ArrayList<>();
    List<Batch> batches = new ArrayList<>();
    for (int thread = 0; thread < assignment.threads(); thread++) {
      workspaces.add(
          new Workspace(layers, program.firstTrainedLayer(), program.batchSize(), arena));
      batches.add(new Batch(layers, program.firstTrainedLayer(), program.batchSize(), arena));
    }
    List<Worker> workers = new ArrayList<>();
    for (int thread = 0; thread < assignment.threads(); thread++) {
      Workspace own = workspaces.get(thread);
      Batch batch = batches.get(thread);
      Trainer alone = Trainer.of(program, layers, own, batch, Share.ALONE, arena);
      int team = assignment.team(thread);
      Trainer shared = null;
      if (team >= 0) {
        int leader = assignment.firstOf(team);
        Share share = new Share(thread - leader, assignment.size(team), barriers.get(team));
        Batch ofTeam = Batch.isOwn(layers) ? batch : batches.get(leader);
        shared = Trainer.of(program, layers, workspaces.get(leader), ofTeam, share, arena);
      }
      workers.add(new Worker(batch, new Inference(layers, own, arena), alone, team, shared));
    }
    return workers;
  }
}
