package dev.carryover.experiments.distribution;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** A Java runtime for the kind of machine that this is, made by the JDK's own jlink. */
public final class RuntimeImage {
  /**
   * All of Java SE, since libraries reach by reflection for what no analysis of jars finds; and
   * what we use beyond it.
   */
  private static final String MODULES =
      "java.se,jdk.incubator.vector,jdk.management,jdk.unsupported,jdk.zipfs";

  private RuntimeImage() {}

  /**
   * Writes the runtime.
   *
   * @param folder is made, and must not exist
   * @throws ToolException if this Java has no jlink, or that fails
   */
  public static void write(Path folder) {
    run(
        "jlink",
        "--add-modules",
        MODULES,
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress",
        "zip-6",
        "--output",
        folder.toString());
  }

  private static void run(String name, String... arguments) {
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(() ->
                new ToolException(
                    "%s: expected it in the Java that runs this, %s, found none: a runtime is made with"
                            .formatted(name, System.getProperty("java.home"))
                        + " a whole JDK"));
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said);
    int status = tool.run(printer, printer, arguments);
    if (status != 0) {
      throw new ToolException(
          "%s: expected success, found status %d: %s"
              .formatted(name, status, said.toString().lines().findFirst().orElse("nothing said")));
    }
  }

  /** A tool of the JDK is missing or has failed. */
  public static final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ToolException(String message) {
      super(message);
    }
  }
}
