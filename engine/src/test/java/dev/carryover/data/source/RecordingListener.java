package dev.carryover.data.source;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it hears. */
final class RecordingListener implements DataListener {
  final List<String> notes = new ArrayList<>();
  final List<String> progress = new ArrayList<>();

  @Override
  public void note(String line) {
    notes.add(line);
  }

  @Override
  public void received(String file, long received, long total) {
    progress.add(file + " " + received + "/" + total);
  }
}
