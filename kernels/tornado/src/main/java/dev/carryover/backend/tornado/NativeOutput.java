package dev.carryover.backend.tornado;

import java.util.List;

final class NativeOutput {
  private NativeOutput() {}

  static List<String> errorsOf(Runnable action) {
    action.run();
    return List.of();
  }
}
