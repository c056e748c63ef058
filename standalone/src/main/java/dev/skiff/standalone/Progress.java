package dev.skiff.standalone;

import dev.skiff.standalone.usage.UsageException;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Tells whoever started us in the background how it goes, line by line, and at the end with which
/// exit code to leave. The launcher names the way in `SKIFF_PROGRESS`; without one we are in the
/// foreground and print. Thread-safe.
final class Progress {
    /// Begins the line with the exit code; never part of a text.
    private static final char END = '\u0004';

    /// Begins a line that says what went wrong.
    private static final char COMPLAINT = '\u0005';

    private final PrintStream out;
    private final PrintStream err;
    private final boolean isLauncherWaiting;
    private boolean ended;

    private Progress(PrintStream out, PrintStream err, boolean isLauncherWaiting) {
        this.out = out;
        this.err = err;
        this.isLauncherWaiting = isLauncherWaiting;
    }

    static Progress open(Surroundings surroundings) {
        String channel = surroundings.environment().getOrDefault("SKIFF_PROGRESS", "");
        if (channel.isEmpty()) {
            return new Progress(surroundings.out(), surroundings.err(), false);
        }
        try {
            PrintStream launcher =
                    new PrintStream(new FileOutputStream(channel), true, StandardCharsets.UTF_8);
            return new Progress(launcher, launcher, true);
        } catch (FileNotFoundException e) {
            throw new UsageException("SKIFF_PROGRESS: " + e.getMessage(), e);
        }
    }

    synchronized void tell(String line) {
        if (!ended) {
            out.println(line);
        }
    }

    /// Says what went wrong: `skiff: ` and the text, on standard error.
    synchronized void complain(String text) {
        if (!ended) {
            String mark = isLauncherWaiting ? String.valueOf(COMPLAINT) : "";
            ("skiff: " + text).lines().forEach(line -> err.println(mark + line));
        }
    }

    /// Lets the launcher go, which leaves with this code. What is told later is not heard.
    synchronized void end(int exitCode) {
        if (isLauncherWaiting && !ended) {
            out.println(END + Integer.toString(exitCode));
        }
        ended = isLauncherWaiting;
    }
}
