package dev.carryover.experiments.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command came to, run in this process.
 *
 * @param status its exit status
 * @param out what it said to the output stream
 * @param err what it said to the error stream
 */
record Outcome(int status, String out, String err) {

  static Outcome of(String... arguments) {
    return of(new Carryover(), arguments);
  }

  /** A command that is told to end before it begins: it ends after its first epoch. */
  static Outcome interrupted(String... arguments) {
    Carryover carryover = new Carryover();
    carryover.interruption().ask();
    return of(carryover, arguments);
  }

  private static Outcome of(Carryover carryover, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Carryover.run(carryover, new PrintWriter(out), new PrintWriter(err), arguments);
    return new Outcome(status, out.toString(), err.toString());
  }
}
