package dev.skiff.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.Types;
import dev.skiff.it.cluster.Launcher;
import dev.skiff.it.cluster.SkiffProcess;
import dev.skiff.it.cluster.SteadyPods;
import dev.skiff.it.docker.RealEngine;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What stays over a stop, and what goes with a delete.
final class RestartTest {
    @BeforeEach
    void requireEngine() {
        RealEngine.require();
    }

    @Test
    void down_keeps_data_and_containers_and_up_brings_all_back() throws IOException {
        try (SkiffProcess skiff = SkiffProcess.started()) {
            SteadyPods pods = SteadyPods.on(skiff);
            pods.scale(1);
            List<String> containers = pods.containers();
            note(skiff, "before");
            long pid = skiff.pid();

            Launcher.Run down = skiff.run("down").succeeded();

            assertThat(down.out())
                    .isEqualTo(
                            "skiff (process %d) is stopped; its containers go on running%n"
                                    .formatted(pid));
            assertThat(ProcessHandle.of(pid)).isEmpty();
            assertThat(skiff.home().resolve("skiff.pid")).doesNotExist();
            assertThat(skiff.home().resolve("logs/skiff.out")).as("ended in order").isEmptyFile();
            assertThat(pods.containers()).isEqualTo(containers);
            skiff.run("status").failed(3);

            skiff.up();

            assertThat(skiff.run("status").succeeded().out()).contains("skiff-1 Ready");
            assertThat(pods.containers()).isEqualTo(containers);
            assertThat(skiff.client().find(Kinds.CONFIG_MAP, key("before"))).isPresent();
            pods.scale(2);
            assertThat(pods.containers()).hasSize(4).containsAll(containers);
        }
    }

    @Test
    void a_pid_file_that_stayed_behind_misleads_nobody() throws IOException {
        try (SkiffProcess skiff = SkiffProcess.started()) {
            long dead = skiff.pid();
            skiff.kill();

            assertThat(skiff.run("status").failed(3).out())
                    .isEqualTo("skiff is not running (%s)%n".formatted(skiff.home()));
            skiff.up();
            assertThat(skiff.pid()).isNotEqualTo(dead);
            skiff.kill();
            Files.writeString(
                    skiff.home().resolve("skiff.pid"), ProcessHandle.current().pid() + "\n");
            assertThat(skiff.run("down").succeeded().out())
                    .as("a living process that has the number by chance is left alone")
                    .isEqualTo(
                            "skiff is not running; removed the pid file that process %d left behind%n"
                                    .formatted(ProcessHandle.current().pid()));
        }
    }

    @Test
    void delete_removes_all_that_it_made_and_nothing_else() throws IOException {
        String unrelated = RealEngine.docker("run", "-d", "--rm", RealEngine.IMAGE);
        try (SkiffProcess other = SkiffProcess.started();
                SkiffProcess skiff = SkiffProcess.create()) {
            SteadyPods others = SteadyPods.on(other);
            others.scale(1);
            List<String> othersContainers = others.containers();
            skiff.up("--nodes", "2");
            SteadyPods.on(skiff).scale(3);
            String id = skiff.clusterId();
            long pid = skiff.pid();
            assertThat(madeBy(id)).hasSizeGreaterThan(6);

            Launcher.Run delete = skiff.run("delete").succeeded();

            assertThat(delete.out())
                    .isEqualTo(
                            """
                            stopped process %d
                            removed the containers of 2 nodes
                            removed %s and the context skiff-home
                            """
                                    .formatted(pid, skiff.home()));
            assertThat(delete.err()).isEmpty();
            assertThat(madeBy(id)).isEmpty();
            assertThat(skiff.home()).doesNotExist();
            assertThat(Files.readString(skiff.scratch().resolve("kubeconfig")))
                    .doesNotContain("skiff-home");
            assertThat(others.containers()).isEqualTo(othersContainers);
            assertThat(others.ready()).isEqualTo(1);
            assertThat(RealEngine.docker("inspect", "--format", "{{.State.Status}}", unrelated))
                    .isEqualTo("running");
        } finally {
            RealEngine.docker("rm", "-f", unrelated);
        }
    }

    /// Containers and networks on the engine that carry the cluster's mark.
    private static List<String> madeBy(String cluster) {
        String mark = "label=skiff.dev/cluster=" + cluster;
        return (RealEngine.docker("ps", "-aq", "--filter", mark)
                        + "\n"
                        + RealEngine.docker("network", "ls", "-q", "--filter", mark))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static void note(SkiffProcess skiff, String name) {
        skiff.client()
                .create(
                        Types.CONFIG_MAP,
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withNamespace("default")
                                .withName(name)
                                .endMetadata()
                                .withData(Map.of("kept", "yes"))
                                .build())
                .doneOrThrow();
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("default", name);
    }
}
