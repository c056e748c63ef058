package dev.skiff.it.played;

import dev.skiff.agent.Agent;
import dev.skiff.agent.AgentSettings;
import dev.skiff.agent.node.NodeIdentity;
import dev.skiff.agent.pod.ResolverSettings;
import dev.skiff.agent.probe.ProbeAnswer;
import dev.skiff.agent.probe.Prober;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.fake.FakeEngine;
import dev.skiff.agent.runtime.fake.FakeProgram;
import dev.skiff.agent.runtime.fake.FakeRuntime;
import dev.skiff.agent.volume.DiskFiles;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.client.Transport;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node whose containers are played, by what their image is called:
///
/// | image | its containers |
/// |---|---|
/// | `example/crash:1` | end after a moment with exit code 3 |
/// | `example/nocommand:1` | cannot be started, as their command is not there |
/// | `example/done:1` | end at once, well |
/// | `example/missing:1` | never come, as the image can't be pulled |
/// | others | print two lines and run, answering every probe |
final class PlayedNode implements AutoCloseable {
    private static final long DISK_BYTES = 100L << 30;

    private final FakeEngine engine = new FakeEngine(InstantSource.system());
    private final FakeRuntime runtime;
    private final Agent agent;

    /// @param transport as the node's user
    PlayedNode(String name, Transport transport, Path directory) {
        engine.greetWith(List.of("ahoy", "under way"));
        engine.program("example/crash:1", new FakeProgram.ExitsAfter(Duration.ofMillis(200), 3));
        engine.program("example/done:1", new FakeProgram.ExitsAfter(Duration.ZERO, 0));
        engine.program(
                "example/nocommand:1",
                new FakeProgram.CannotStart(
                        "exec: \"/nothing\": stat /nothing: no such file or directory"));
        engine.failPulls(
                "example/missing:1",
                "pull access denied for example/missing, repository does not exist");
        runtime = engine.runtimeFor(new Owner("played", name));
        agent =
                new Agent(
                        settings(name, directory),
                        new Agent.Surroundings(
                                transport, runtime, new Answering(), new DiskFiles()),
                        InstantSource.system(),
                        new SecureRandom());
    }

    private static AgentSettings settings(String name, Path directory) {
        return new AgentSettings(
                new NodeIdentity(
                        name,
                        "192.0.2.1",
                        Map.of(),
                        "v1.36.0+skiff",
                        new NodeIdentity.MachineIds("machine", "system", "boot")),
                "10.42.0.0/16",
                directory,
                new ResolverSettings(List.of("192.0.2.53"), List.of(), List.of()),
                Optional.empty(),
                DISK_BYTES);
    }

    List<Agent.Part> parts() {
        List<Agent.Part> parts = new ArrayList<>(agent.parts());
        parts.add(new Agent.Part("played-engine", engine, 1));
        return parts;
    }

    ApiHandler api() {
        return agent.api();
    }

    @Override
    public void close() {
        agent.close();
        runtime.close();
    }

    /// Whoever is probed is well.
    private static final class Answering implements Prober {
        @Override
        public ProbeAnswer http(HttpTarget target, Duration timeout) {
            return new ProbeAnswer.Success();
        }

        @Override
        public ProbeAnswer tcp(String host, int port, Duration timeout) {
            return new ProbeAnswer.Success();
        }
    }
}
