package dev.skiff.standalone.train;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Brings the class files of a jar up to date. A JVM keeps no class in its start-up cache that was
/// compiled for Java 5, as picocli is; reading a command line would then be a fifth of a start.
public final class ModernJar {
    private static final int OLDEST_KEPT = ClassFile.JAVA_6_VERSION;
    private static final int VERSION = ClassFile.JAVA_8_VERSION;

    private static final ClassFile CLASSES = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS);

    private ModernJar() {}

    /// Rewrites the jar that the argument names; it must be on the class path.
    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path modern = jar.resolveSibling(jar.getFileName() + ".new");
        try (JarFile from = new JarFile(jar.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(modern))) {
            Enumeration<JarEntry> entries = from.entries();
            while (entries.hasMoreElements()) {
                copy(from, entries.nextElement(), to);
            }
        }
        Files.move(modern, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(JarFile from, JarEntry entry, JarOutputStream to) throws IOException {
        byte[] bytes;
        try (var in = from.getInputStream(entry)) {
            bytes = in.readAllBytes();
        }
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        to.write(entry.getName().endsWith(".class") ? modern(bytes) : bytes);
        to.closeEntry();
    }

    private static byte[] modern(byte[] bytes) {
        ClassModel model = CLASSES.parse(bytes);
        if (model.majorVersion() >= OLDEST_KEPT) {
            return bytes;
        }
        ClassTransform newVersion =
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) {
                        builder.withVersion(VERSION, 0);
                    } else {
                        builder.with(element);
                    }
                };
        // Newer versions need stack maps, which are made only for code that is written anew.
        return CLASSES.transformClass(
                model,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(newVersion));
    }
}
