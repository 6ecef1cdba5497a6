package dev.carryover.backend.vector;

import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread works with.
 *
 * @param batch its own copy of a batch
 * @param inference its forward passes
 * @param alone its training of whole replicas
 * @param team the number of the team it belongs to, −1 for none
 * @param shared its part in that team's training
 */
record Post(Batch batch, Inference inference, Trainer alone, int team, @Nullable Trainer shared) {

  /** One post for each thread of a crew. */
  static List<Post> all(
      TrainingProgram program, List<Layer> layers, Roster roster, Crew crew, Arena arena) {
    List<Workspace> workspaces = new ArrayList<>();
    for (int thread = 0; thread < crew.size(); thread++) {
      workspaces.add(
          new Workspace(layers, program.firstTrainedLayer(), program.batchSize(), arena));
    }
    List<Meeting> meetings = new ArrayList<>();
    for (int team = 0; team < roster.teams(); team++) {
      meetings.add(crew.team(roster.size(team)));
    }
    List<Post> posts = new ArrayList<>();
    for (int thread = 0; thread < crew.size(); thread++) {
      Workspace own = workspaces.get(thread);
      Batch batch = new Batch(layers, program.firstTrainedLayer(), program.batchSize(), arena);
      Trainer alone = Trainer.of(program, layers, own, batch, Share.ALONE, arena);
      int team = roster.team(thread);
      Trainer shared = null;
      if (team >= 0) {
        int leader = roster.firstOf(team);
        Share share = new Share(thread - leader, roster.size(team), meetings.get(team));
        shared = Trainer.of(program, layers, workspaces.get(leader), batch, share, arena);
      }
      posts.add(new Post(batch, new Inference(layers, own, arena), alone, team, shared));
    }
    return posts;
  }
}
