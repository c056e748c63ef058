package dev.skiff.it.arch;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/// Which classes are the core, which may not touch clocks, threads or chance, and which are the
/// edge.
final class Parts {
    /// Our own compiled code, without tests.
    static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar!"))
                    .importPackages("dev.skiff");

    private static final List<String> EDGE_PACKAGES =
            List.of("http", "etcd", "sqlite", "docker", "pki", "stream");

    /// Wires, starts or measures; holds no decisions.
    private static final List<String> EDGE_ROOTS =
            List.of(
                    "dev.skiff.standalone",
                    "dev.skiff.bench",
                    "dev.skiff.ctl",
                    "dev.skiff.testkit");

    static final DescribedPredicate<JavaClass> CORE =
            DescribedPredicate.describe("core classes", Parts::isCore);

    private Parts() {}

    private static boolean isCore(JavaClass type) {
        String packageName = type.getPackageName();
        boolean inEdgePackage =
                List.of(packageName.split("\\.")).stream().anyMatch(EDGE_PACKAGES::contains);
        boolean underEdgeRoot =
                EDGE_ROOTS.stream()
                        .anyMatch(
                                root ->
                                        packageName.equals(root)
                                                || packageName.startsWith(root + "."));
        String outermost = outermost(type).getSimpleName();
        return !inEdgePackage
                && !underEdgeRoot
                && !outermost.equals("Pump")
                && !outermost.endsWith("Main");
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass current = type;
        while (current.getEnclosingClass().isPresent()) {
            current = current.getEnclosingClass().get();
        }
        return current;
    }
}
