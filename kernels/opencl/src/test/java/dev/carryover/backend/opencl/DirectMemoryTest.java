package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jocl.Pointer;
import org.junit.jupiter.api.Test;

/** No code of this backend hands a Java array to a driver, which JOCL would pin. */
class DirectMemoryTest {

  /** What the rule must find. */
  static final class HandsOverAnArray {
    private HandsOverAnArray() {}

    static Pointer pointer(float[] values) {
      return Pointer.to(values);
    }
  }

  @Test
  void noPointerToAJavaArrayIsMade() throws IOException, URISyntaxException {
    assertThat(pointersToArrays(classesOf(OpenClBackend.class))).isEmpty();
  }

  @Test
  void theRuleFindsOneThatIs() throws IOException, URISyntaxException {
    assertThat(pointersToArrays(classesOf(DirectMemoryTest.class)))
        .containsExactly(HandsOverAnArray.class.getName().replace('.', '/') + " ([F)");
  }

  /** The compiled classes that lie where a class does. */
  private static List<ClassModel> classesOf(Class<?> type) throws IOException, URISyntaxException {
    Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      List<ClassModel> classes =
          files.filter(f -> f.toString().endsWith(".class")).map(DirectMemoryTest::parse).toList();
      assertThat(classes).hasSizeGreaterThan(10);
      return classes;
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Each call of {@code Pointer.to} with an array of numbers: the class, and what it hands over.
   */
  private static List<String> pointersToArrays(List<ClassModel> classes) {
    return classes.stream()
        .flatMap(type ->
            type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeInstruction.class::isInstance)
                .map(InvokeInstruction.class::cast)
                .filter(call -> call.owner().asInternalName().equals("org/jocl/Pointer"))
                .filter(call -> call.name().equalsString("to"))
                .map(call -> call.type().stringValue())
                .filter(descriptor -> descriptor.matches("\\(\\[[BCSIJFD]\\).*"))
                .map(descriptor ->
                    type.thisClass().asInternalName()
                        + " "
                        + descriptor.substring(0, descriptor.indexOf(')') + 1)))
        .toList();
  }
}
