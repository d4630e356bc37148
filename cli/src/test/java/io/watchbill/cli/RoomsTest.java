package io.watchbill.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which room may use which: the table of CONTRIBUTING.md, held against the compiled classes. */
class RoomsTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String ROOT = "io.watchbill.";

    private static final List<String> GENERATORS = List.of("rules", "alertmanager", "dashboards", "runbooks");

    /** Each room's package with the rooms that it may use. */
    private static final Map<String, List<String>> MAY_USE = mayUse();

    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(classFolders());

    private static Map<String, List<String>> mayUse() {
        Map<String, List<String>> rooms = new LinkedHashMap<>();
        rooms.put("spec", List.of());
        rooms.put("plan", List.of("spec"));
        rooms.put("statistics", List.of("spec"));
        rooms.put("engine", List.of("spec", "statistics"));
        rooms.put("web", List.of("spec"));
        rooms.put("exporter", List.of("spec", "statistics", "engine", "web"));
        rooms.put("kafka", List.of("exporter"));
        rooms.put("profiler", List.of("spec", "statistics"));
        rooms.put("report", List.of("spec", "statistics", "profiler"));
        GENERATORS.forEach(generator -> rooms.put(generator, List.of("spec", "plan")));
        rooms.put("incidents", List.of("spec", "plan", "runbooks", "web"));
        rooms.put("examples", List.of());
        return rooms;
    }

    private record Room(String name, List<String> allowed) {
        @Override
        public String toString() {
            return name + " uses " + (allowed.isEmpty() ? "no other room" : String.join(", ", allowed));
        }
    }

    private static Stream<Room> rooms() {
        return MAY_USE.entrySet().stream().map(entry -> new Room(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyTheRoomsOfTheTable(Room room) {
        List<String> allowed = new ArrayList<>(room.allowed());
        allowed.add(room.name());
        DescribedPredicate<JavaClass> another = DescribedPredicate.describe(
                "of a room that is not " + String.join(" or ", allowed),
                type -> type.getPackageName().startsWith(ROOT)
                        && allowed.stream()
                                .noneMatch(name -> (type.getPackageName() + ".").startsWith(ROOT + name + ".")));

        assertThat(CLASSES.stream().anyMatch(resideInAnyPackage(ROOT + room.name() + "..")))
                .as("classes of " + room.name())
                .isTrue();
        noClasses()
                .that()
                .resideInAPackage(ROOT + room.name() + "..")
                .should()
                .dependOnClassesThat(are(another))
                .check(CLASSES);
    }

    @Test
    void generatorsThePlanAndReportsReadNeitherFilesNorTheClock() {
        String[] pure = Stream.concat(Stream.of("plan", "report"), GENERATORS.stream())
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat(are(files()))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .callMethodWhere(clock())
                .check(CLASSES);
    }

    @Test
    void theStatisticsAndTheEngineHaveNoFilesNoClockNoThreadsAndNoLog() {
        String[] pure = {ROOT + "statistics..", ROOT + "engine.."};
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat(are(files()))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .callMethodWhere(clock())
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.net..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, ExecutorService.class)
                .check(CLASSES);
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        noClasses()
                .that()
                .resideInAPackage("io.watchbill..")
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common|Misc|Processor)")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> files() {
        Set<String> types = Set.of(
                "java.nio.file.Files",
                "java.io.File",
                "java.io.FileInputStream",
                "java.io.FileOutputStream",
                "java.io.FileReader",
                "java.io.FileWriter",
                "java.io.RandomAccessFile",
                "java.nio.channels.FileChannel");
        return DescribedPredicate.describe("of the file system", type -> types.contains(type.getName()));
    }

    private static DescribedPredicate<JavaMethodCall> clock() {
        Set<String> readings = Set.of("now", "nanoTime", "currentTimeMillis", "systemUTC", "systemDefaultZone");
        Set<String> owners = Set.of("java.lang.System", "java.time.InstantSource", "java.time.Clock");
        return DescribedPredicate.describe("read the machine's clock", call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getTarget().getName();
            boolean ofTime = owner.startsWith("java.time.")
                    && call.getTarget().getRawParameterTypes().isEmpty();
            return method.equals("system") && owner.equals("java.time.InstantSource")
                    || readings.contains(method) && (owners.contains(owner) || ofTime);
        });
    }

    private static List<Path> classFolders() {
        List<Path> folders = Stream.of(
                        "spec",
                        "plan",
                        "statistics",
                        "engine",
                        "web",
                        "exporter",
                        "exporter-kafka",
                        "profiler",
                        "report",
                        "rules-generator",
                        "alertmanager",
                        "dashboards",
                        "runbooks",
                        "incidents",
                        "examples/flight-delay",
                        "cli")
                .map(room -> HOME.resolve(room).resolve("target/classes"))
                .toList();
        assertThat(folders).allMatch(Files::isDirectory);
        return folders;
    }
}
