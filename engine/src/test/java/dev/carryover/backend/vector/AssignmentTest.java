package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AssignmentTest {
  @Test
  void everyReplicaHasWholeThreadsOrOneTeam() {
    for (int replicas = 1; replicas <= 20; replicas++) {
      for (int threads = 1; threads <= 20; threads++) {
        Assignment assignment = new Assignment(replicas, threads, 6);
        assertThat(assignment.alone() % threads).isZero();
        assertThat(assignment.alone() + assignment.teams()).isEqualTo(replicas);
        assertTeamsFit(assignment);
      }
    }
  }

  @Test
  void teamsAreNoLargerThanTheyCanBeOfUse() {
    assertThat(new Assignment(1, 64, Assignment.largestTeam(25)).size(0)).isEqualTo(6);
    assertThat(Assignment.largestTeam(1)).isEqualTo(1);
  }

  private static void assertTeamsFit(Assignment assignment) {
    int[] members = new int[assignment.teams()];
    for (int thread = 0; thread < assignment.threads(); thread++) {
      int team = assignment.team(thread);
      if (team >= 0) {
        members[team]++;
        assertThat(thread - assignment.firstOf(team)).isBetween(0, assignment.size(team) - 1);
      }
    }
    for (int team = 0; team < assignment.teams(); team++) {
      assertThat(members[team]).isEqualTo(assignment.size(team)).isBetween(1, 6);
    }
  }
}
