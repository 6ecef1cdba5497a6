package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
  @Test
  void everyThreadWorksOnceEachTime() {
    try (WorkerPool pool = WorkerPool.of(3)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(3);
      for (int i = 0; i < 1000; i++) {
        pool.run(runs::incrementAndGet);
      }
      for (int thread = 0; thread < 3; thread++) {
        assertThat(runs.get(thread)).isEqualTo(1000);
      }
    }
  }

  @Test
  void aFailureReachesTheCallerAndReleasesTheTeam() {
    try (WorkerPool pool = WorkerPool.of(2)) {
      Barrier team = pool.team(2);
      assertThatThrownBy(() ->
              pool.run(thread -> {
                if (thread == 1) {
                  throw new IllegalArgumentException("on purpose");
                }
                new Share(0, 2, team).await();
              }))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("vector")
          .hasMessageContaining("on purpose");
    }
  }

  @Test
  void aTeamMeetsAsOftenAsItWants() {
    int members = 5;
    int[] made = new int[members];
    try (WorkerPool pool = WorkerPool.of(members)) {
      Barrier team = pool.team(members);
      pool.run(thread -> {
        Share share = new Share(thread, members, team);
        for (int round = 1; round <= 300; round++) {
          made[thread]++;
          share.await();
          for (int other : made) {
            if (other != round) {
              throw new AssertionError("in round " + round + " a thread had made " + other);
            }
          }
          share.await();
        }
      });
    }
    assertThat(made).containsOnly(300);
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Thread[] workers = new Thread[3];
    try (WorkerPool pool = WorkerPool.of(3)) {
      pool.run(thread -> workers[thread] = Thread.currentThread());
    }
    assertThat(workers[1].join(Duration.ofSeconds(30))).isTrue();
    assertThat(workers[2].join(Duration.ofSeconds(30))).isTrue();
  }
}
