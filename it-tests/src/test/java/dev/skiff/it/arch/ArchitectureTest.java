package dev.skiff.it.arch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the design promises and the compiler cannot hold.
class ArchitectureTest {
    private static final List<String> VAGUE_ENDINGS =
            List.of("Util", "Utils", "Helper", "Helpers", "Impl");

    @Test
    void the_core_reads_no_clock_of_its_own() {
        noClasses()
                .that(Parts.CORE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("time is handed in, so that the simulator can own it")
                .check(Parts.OURS);
    }

    @Test
    void the_core_takes_no_chances_of_its_own() {
        noClasses()
                .that(Parts.CORE)
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .because("randomness is handed in, so that one seed gives one run")
                .check(Parts.OURS);
    }

    @Test
    void the_core_makes_no_threads() {
        noClasses()
                .that(Parts.CORE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class)
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .because("whoever drives step() owns the threads")
                .check(Parts.OURS);
    }

    @Test
    void nobody_sleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .because("a sleep stands in for a condition")
                .check(Parts.OURS);
    }

    @Test
    void the_core_uses_no_collection_whose_order_changes_with_every_run() {
        noClasses()
                .that(Parts.CORE)
                .should()
                .callConstructor(HashMap.class)
                .orShould()
                .callConstructor(HashSet.class)
                .orShould()
                .callMethod(Set.class, "copyOf", java.util.Collection.class)
                .orShould()
                .callMethod(Map.class, "copyOf", Map.class)
                .orShould()
                .callMethod(Collectors.class, "toSet")
                .orShould()
                .callMethod(
                        Collectors.class,
                        "toMap",
                        java.util.function.Function.class,
                        java.util.function.Function.class)
                .because(
                        "their iteration order may reach a decision; use LinkedHashMap, TreeMap or List.copyOf")
                .check(Parts.OURS);
    }

    @Test
    void objects_from_informers_are_never_changed() {
        DescribedPredicate<JavaCall<?>> fabric8Setter =
                DescribedPredicate.describe(
                        "setters of kubernetes-model types",
                        call -> {
                            CodeUnitCallTarget target = call.getTarget();
                            return target.getName().startsWith("set")
                                    && target.getOwner()
                                            .getPackageName()
                                            .startsWith("io.fabric8.kubernetes.api.model");
                        });
        noClasses()
                .should()
                .callCodeUnitWhere(fabric8Setter)
                .because("informers share their objects; copy with a builder")
                .check(Parts.OURS);
    }

    @Test
    void components_know_neither_each_other_nor_the_api_server() {
        List<String> components = List.of("scheduler", "controllers", "agent", "ctl", "apiserver");
        for (String component : components) {
            String[] others =
                    components.stream()
                            .filter(other -> !other.equals(component))
                            .map(other -> "dev.skiff." + other + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.skiff." + component + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("every component sees the cluster through the API alone")
                    .allowEmptyShould(true)
                    .check(Parts.OURS);
        }
    }

    @Test
    void the_api_server_knows_no_typed_objects() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.skiff.apiserver..", "dev.skiff.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .because("typed objects coerce and drop what the schema keeps")
                .check(Parts.OURS);
    }

    @Test
    void expressions_are_known_in_one_package() {
        noClasses()
                .that(not(resideInAPackage("dev.skiff.apiserver.cel")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cel..")
                .because("nothing of it may be loaded before somebody writes an expression")
                .check(Parts.OURS);
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching("dev.skiff.(**)").should().beFreeOfCycles().check(Parts.OURS);
    }

    @Test
    void every_package_says_what_it_is_for() {
        Set<String> described =
                Parts.OURS.stream()
                        .filter(type -> type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());
        classes()
                .that(not(resideInAPackage("dev.skiff.none")))
                .should()
                .resideInAnyPackage(described.toArray(String[]::new))
                .because("each package has a package-info with its purpose, marked @NullMarked")
                .check(Parts.OURS);
    }

    @Test
    void names_say_what_a_class_is() {
        for (String ending : VAGUE_ENDINGS) {
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith(ending)
                    .because("the name must say what it is in the domain")
                    .check(Parts.OURS);
        }
    }
}
