package dev.carryover.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Who may import whom in the engine, and what it never does. A rule that finds no class to look at
 * fails.
 *
 * @param root the package that {@code data}, {@code network} and so on lie in
 */
record EngineRules(String root) {
  /** Types of which a final field can still be changed. */
  private static final Set<Class<?>> MUTABLE =
      Set.of(
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          AtomicReference.class,
          RandomGenerator.class,
          StringBuilder.class,
          ThreadLocal.class);

  /** Every rule by its name. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("data imports nothing of ours", imports("data"));
    rules.put("data.idx imports data", imports("data.idx", "data"));
    rules.put("data.text imports data", imports("data.text", "data"));
    rules.put("data.synthetic imports data", imports("data.synthetic", "data"));
    rules.put("data.source imports data and its parts", imports("data.source", "data", "data.*"));
    rules.put("network imports nothing of ours", imports("network"));
    rules.put("program imports network", imports("program", "network"));
    rules.put(
        "the backend contract imports values", imports("backend", "data", "network", "program"));
    rules.put(
        "training imports the backend contract and values",
        imports("training", "backend", "data", "network", "program"));
    rules.put(
        "backends import the contract and values",
        imports("backend.*..", "backend", "backend.*..", "data", "network", "program"));
    rules.put("weights import values", imports("weights", "data", "network"));
    rules.put("backends do not import each other", backendsApart());
    rules.put("misuse is refused in one place for all backends", compileIsInherited());
    rules.put(
        "EJML is for backend.ejml and the principal axes",
        onlyIn("backend.ejml", "org.ejml", "training.PrincipalAxes"));
    rules.put("Jackson is for weights", onlyIn("weights", "tools.jackson"));
    rules.put("the Vector API is for backend.vector", onlyIn("backend.vector", "jdk.incubator"));
    rules.put("the engine prints nothing", printsNothing());
    rules.put("the engine reads no environment", readsNoEnvironment());
    rules.put("the engine holds no mutable static", holdsNoMutableStatic());
    return rules;
  }

  /** Of our packages, a package imports at most itself and the given ones. */
  private ArchRule imports(String from, String... allowed) {
    String[] ours =
        Stream.concat(Stream.of(from), Arrays.stream(allowed)).map(this::of).toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(of(from))
        .should()
        .onlyDependOnClassesThat(resideOutsideOfPackage(of(".")).or(resideInAnyPackage(ours)));
  }

  private ArchRule backendsApart() {
    return slices().matching(of("backend.(*)..")).should().notDependOnEachOther();
  }

  /** A backend that compiled by itself could hand out a session that checks nothing. */
  private ArchRule compileIsInherited() {
    String contract = root + ".backend.Backend";
    return methods()
        .that()
        .haveName("compile")
        .and()
        .areDeclaredInClassesThat()
        .areAssignableTo(contract)
        .should()
        .beDeclaredIn(contract);
  }

  /**
   * @param others classes that use the library as well, by their names
   */
  private ArchRule onlyIn(String user, String library, String... others) {
    List<String> users = Arrays.stream(others).map(this::of).toList();
    return noClasses()
        .that()
        .resideOutsideOfPackage(of(user + ".."))
        .and(not(describe("are " + users, type -> users.contains(type.getName()))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..");
  }

  private static ArchRule printsNothing() {
    return noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethodWhere(
            target(nameMatching("printStackTrace"))
                .and(target(owner(assignableTo(Throwable.class)))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(IO.class);
  }

  private static ArchRule readsNoEnvironment() {
    return noClasses()
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class);
  }

  private static ArchRule holdsNoMutableStatic() {
    return fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .andShould(neverChange());
  }

  private static ArchCondition<JavaField> neverChange() {
    return new ArchCondition<>("be of a type that does not change, or a private array") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean open =
            field.getRawType().isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
        boolean mutable = MUTABLE.stream().anyMatch(field.getRawType()::isAssignableTo);
        events.add(
            new SimpleConditionEvent(
                field, !open && !mutable, field.getFullName() + " can be changed"));
      }
    };
  }

  private String of(String inner) {
    return inner.equals(".") ? root + ".." : root + "." + inner;
  }
}
