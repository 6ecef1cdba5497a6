package dev.carryover.cluster;

import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Prints the JVM flags without which Spark does not run on this JDK, as Spark itself names them.
 */
public final class ModuleFlags {
  private ModuleFlags() {}

  /** On one line. */
  public static void main(String[] arguments) {
    System.out.println(JavaModuleOptions.defaultModuleOptions());
  }
}
