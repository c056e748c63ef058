package dev.skiff.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The engine that we have started ourselves, if any.
public final class OwnEngine {
    private static final String FILE = "dockerd.pid";

    private OwnEngine() {}

    static void remember(Path home, ProcessHandle engine) {
        try {
            Files.writeString(home.resolve(FILE), engine.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note the engine's process in " + home, e);
        }
    }

    /// Ends it, unless somebody's containers are on it; answers its process if it was ended.
    public static Optional<Long> stopIfUnused(Path home, Path socket) {
        Optional<ProcessHandle> engine = find(home);
        boolean isUnused =
                new EngineSocket(socket).get("/containers/json?all=1")
                                instanceof EngineSocket.Answer.Body(var text)
                        && text.strip().equals("[]");
        if (engine.isEmpty() || !isUnused) {
            return Optional.empty();
        }
        engine.get().destroy();
        return Optional.of(engine.get().pid());
    }

    /// A process that has the number by chance is not taken for it.
    private static Optional<ProcessHandle> find(Path home) {
        Path file = home.resolve(FILE);
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                            .filter(
                                    process ->
                                            process.info().command().orElse("").endsWith("dockerd"))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
