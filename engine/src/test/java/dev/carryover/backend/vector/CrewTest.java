package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {
  @Test
  void everyThreadWorksOnceEachTime() {
    try (Crew crew = Crew.of(3)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(3);
      for (int i = 0; i < 1000; i++) {
        crew.run(runs::incrementAndGet);
      }
      for (int thread = 0; thread < 3; thread++) {
        assertThat(runs.get(thread)).isEqualTo(1000);
      }
    }
  }

  @Test
  void aFailureReachesTheCallerAndReleasesTheTeam() {
    try (Crew crew = Crew.of(2)) {
      Meeting team = crew.team(2);
      assertThatThrownBy(() ->
              crew.run(thread -> {
                if (thread == 1) {
                  throw new IllegalArgumentException("on purpose");
                }
                new Share(0, 2, team).meet();
              }))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("vector");
    }
  }

  @Test
  void aTeamMeetsAsOftenAsItWants() {
    int members = 5;
    int[] made = new int[members];
    try (Crew crew = Crew.of(members)) {
      Meeting team = crew.team(members);
      crew.run(thread -> {
        Share share = new Share(thread, members, team);
        for (int round = 1; round <= 300; round++) {
          made[thread]++;
          share.meet();
          for (int other : made) {
            if (other != round) {
              throw new AssertionError("in round " + round + " a thread had made " + other);
            }
          }
          share.meet();
        }
      });
    }
    assertThat(made).containsOnly(300);
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Thread[] workers = new Thread[3];
    try (Crew crew = Crew.of(3)) {
      crew.run(thread -> workers[thread] = Thread.currentThread());
    }
    assertThat(workers[1].join(Duration.ofSeconds(30))).isTrue();
    assertThat(workers[2].join(Duration.ofSeconds(30))).isTrue();
  }
}
