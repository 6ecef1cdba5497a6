package dev.carryover.bench;

import dev.carryover.backend.Backends;
import dev.carryover.backend.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The backend {@code vector} among the peers of {@code bench/peers}. It writes the {@link
 * SharedWork} that every other contender reads, then answers requests, a line each, with a line of
 * JSON:
 *
 * <pre>
 * check      trains one epoch from the start; the parameters go to end.npy in the work's folder
 * time N     trains N more epochs and tells the seconds of each
 * </pre>
 */
public final class Contender {
  private final SharedWork work;
  private final Session session;
  private final Path folder;

  private Contender(SharedWork work, Session session, Path folder) {
    this.work = work;
    this.session = session;
    this.folder = folder;
  }

  /** Arguments: a {@link Shape}, the number of replicas, and the work's folder. */
  public static void main(String[] arguments) throws IOException {
    Shape shape = Shape.parse(arguments[0]);
    Path folder = Path.of(arguments[2]);
    SharedWork work = SharedWork.of(shape, Integer.parseInt(arguments[1]));
    work.write(folder);
    Backends.Choice choice = Backends.require("vector");
    try (Session session = choice.backend().compile(work.program(), choice.device())) {
      session.bind(work.examples().images(), shape.targets(work.examples()));
      System.out.printf(
          Locale.ROOT,
          "{\"version\": \"vector, %s\", \"peak\": %s, \"data\": \"%s\"}%n",
          choice.device().details(),
          choice.backend().peakGflops(choice.device()).orElseThrow(),
          work.data());
      new Contender(work, session, folder).serve();
    }
  }

  private void serve() throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      if (line.equals("check")) {
        session.load(work.start());
        session.trainEpoch(work.order());
        NumpyFile.writeFloats(folder.resolve("end.npy"), session.state().parameters());
        System.out.println("{}");
      } else {
        System.out.println(seconds(Integer.parseInt(line.substring("time ".length()))));
      }
    }
  }

  private String seconds(int epochs) {
    double[] seconds = new double[epochs];
    for (int e = 0; e < epochs; e++) {
      long before = System.nanoTime();
      session.trainEpoch(work.order());
      seconds[e] = (System.nanoTime() - before) / 1e9;
    }
    return "{\"seconds\": " + Arrays.toString(seconds) + "}";
  }
}
