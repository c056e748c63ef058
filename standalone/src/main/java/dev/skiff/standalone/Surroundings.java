package dev.skiff.standalone;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/// What a command finds around it.
record Surroundings(
        Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
    SkiffHome home() {
        return SkiffHome.of(environment);
    }
}
