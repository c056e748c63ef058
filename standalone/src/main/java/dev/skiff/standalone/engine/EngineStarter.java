package dev.skiff.standalone.engine;

import dev.skiff.standalone.usage.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Makes sure that a Docker engine answers: takes the one that is there; starts one, or installs
/// it, where we are root and may; and says exactly what to do everywhere else.
public final class EngineStarter {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INSTALL_PATIENCE = Duration.ofMinutes(15);

    private final Host host;
    private final Path home;
    private final Path logs;
    private final Consumer<String> progress;

    /// @param home where it is noted that we have started an engine
    /// @param logs where a started engine's log goes
    /// @param progress told what takes time
    public EngineStarter(Host host, Path home, Path logs, Consumer<String> progress) {
        this.host = host;
        this.home = home;
        this.logs = logs;
        this.progress = progress;
    }

    /// The socket of an engine that answers.
    ///
    /// @throws UsageException if there is none and none can be brought up
    public Path ensure() {
        EngineAddress address = address();
        if (!address.isUnixSocket()) {
            throw new UsageException(
                    "the engine at %s (from %s) is not on this machine. Nodes need one on a unix socket: unset DOCKER_HOST, or choose another docker context."
                            .formatted(address.host(), address.from()));
        }
        EngineSocket socket = new EngineSocket(address.socket());
        return switch (socket.ping()) {
            case EngineSocket.Answer.Body _ -> socket.path();
            case EngineSocket.Answer.Denied() ->
                    throw new UsageException(Advice.denied(socket.path()));
            case EngineSocket.Answer.Unreachable(var why) -> bringUp(address, why);
        };
    }

    /// The socket of an engine that answers already; nothing is started.
    ///
    /// @throws UsageException if there is none
    public Path find() {
        return answering()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no Docker engine answers at " + address().host()));
    }

    /// The socket of an engine that answers already, if there is one.
    public Optional<Path> answering() {
        EngineAddress address = address();
        return address.isUnixSocket()
                        && new EngineSocket(address.socket()).ping()
                                instanceof EngineSocket.Answer.Body
                ? Optional.of(address.socket())
                : Optional.empty();
    }

    private EngineAddress address() {
        return EngineAddress.find(host.environment(), host.userHome());
    }

    private Path bringUp(EngineAddress address, String why) {
        boolean mayStart =
                host.isRoot() && host.isLinux() && address.from().equals("the usual place");
        if (!mayStart) {
            throw new UsageException(Advice.unreachable(host, address, why));
        }
        if (host.find("dockerd").isEmpty()) {
            install(why);
        }
        return startEngine(address.socket());
    }

    private void install(String why) {
        if (host.find("apt-get").isEmpty()) {
            throw new UsageException(
                    "no Docker engine answers (%s) and dockerd is not installed. Install Docker: https://docs.docker.com/engine/install/"
                            .formatted(why));
        }
        progress.accept("no Docker engine on this machine: installing docker.io with apt-get");
        Path log = logs.resolve("apt-get.log");
        boolean done =
                host.run(log, INSTALL_PATIENCE, "apt-get", "update", "-qq")
                        && host.run(
                                log,
                                INSTALL_PATIENCE,
                                "apt-get",
                                "install",
                                "-y",
                                "-qq",
                                "--no-install-recommends",
                                "docker.io",
                                "iptables");
        if (!done || host.find("dockerd").isEmpty()) {
            throw new UsageException(
                    "apt-get could not install docker.io: see %s. Install Docker by hand, then try again."
                            .formatted(log));
        }
    }

    /// Through systemd where it runs; it may be on its way already, just installed.
    private Path startEngine(Path socket) {
        Path log = logs.resolve("dockerd.log");
        if (host.hasSystemd()) {
            progress.accept("no Docker engine is running: systemctl start docker");
            host.run(log, PATIENCE, "systemctl", "start", "docker");
            return await(socket, log, () -> true);
        }
        progress.accept("no Docker engine is running: starting dockerd (log: " + log + ")");
        ProcessHandle engine = host.startDetached(log, "dockerd");
        OwnEngine.remember(home, engine);
        return await(socket, log, engine::isAlive);
    }

    private Path await(Path socket, Path log, BooleanSupplier mayStillCome) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && mayStillCome.getAsBoolean()) {
            if (new EngineSocket(socket).ping() instanceof EngineSocket.Answer.Body) {
                return socket;
            }
            host.pause();
        }
        throw new UsageException(
                "the Docker engine does not answer on %s. Its last words:%n%s"
                        .formatted(socket, host.lastLines(log)));
    }
}
