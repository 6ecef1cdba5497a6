package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RosterTest {
  @Test
  void everyReplicaHasWholeThreadsOrOneTeam() {
    for (int replicas = 1; replicas <= 20; replicas++) {
      for (int threads = 1; threads <= 20; threads++) {
        Roster roster = new Roster(replicas, threads, 6);
        assertThat(roster.alone() % threads).isZero();
        assertThat(roster.alone() + roster.teams()).isEqualTo(replicas);
        assertTeamsFit(roster);
      }
    }
  }

  @Test
  void teamsAreNoLargerThanTheyCanBeOfUse() {
    assertThat(new Roster(1, 64, Roster.largestTeam(25)).size(0)).isEqualTo(6);
    assertThat(Roster.largestTeam(1)).isEqualTo(1);
  }

  private static void assertTeamsFit(Roster roster) {
    int[] members = new int[roster.teams()];
    for (int thread = 0; thread < roster.threads(); thread++) {
      int team = roster.team(thread);
      if (team >= 0) {
        members[team]++;
        assertThat(thread - roster.firstOf(team)).isBetween(0, roster.size(team) - 1);
      }
    }
    for (int team = 0; team < roster.teams(); team++) {
      assertThat(members[team]).isEqualTo(roster.size(team)).isBetween(1, 6);
    }
  }
}
