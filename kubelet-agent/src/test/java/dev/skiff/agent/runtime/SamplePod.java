package dev.skiff.agent.runtime;

import dev.skiff.client.Types;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Pod `p` of namespace `default`, and its containers as an engine has them, called after their
/// names and attempts: `web-0`.
public final class SamplePod {
    private static final PodIdentity IDENTITY = new PodIdentity("default", "p", "u");

    private SamplePod() {}

    /// @param spec fields in JSON
    public static Pod withSpec(String spec) {
        String json =
                """
                {"apiVersion":"v1","kind":"Pod",
                 "metadata":{"name":"p","namespace":"default","uid":"u"},"spec":{%s}}"""
                        .formatted(spec);
        return Types.POD.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    public static ContainerState container(
            String name,
            int attempt,
            ContainerRole role,
            ContainerPhase phase,
            Map<String, String> labels) {
        return new ContainerState(
                name + "-" + attempt,
                IDENTITY,
                name,
                attempt,
                role,
                "image",
                "sha256:1",
                Optional.empty(),
                "SIGTERM",
                phase,
                labels);
    }
}
