package dev.skiff.agent.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.agent.runtime.RegistryCredentials;
import dev.skiff.api.codec.Json;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the credentials for a registry in pull secrets.
final class PullSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(PullSecrets.class);
    private static final List<String> DOCKER_HUB = List.of("docker.io", "index.docker.io");

    private PullSecrets() {}

    static Optional<RegistryCredentials> find(List<Secret> secrets, String registry) {
        return secrets.stream()
                .map(secret -> registries(secret))
                .flatMap(registries -> find(registries, registry).stream())
                .findFirst();
    }

    private static JsonNode registries(Secret secret) {
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        try {
            if (data.containsKey(".dockerconfigjson")) {
                return read(data.get(".dockerconfigjson")).path("auths");
            }
            return data.containsKey(".dockercfg") ? read(data.get(".dockercfg")) : Json.object();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "pull secret {} can't be read: {}",
                    secret.getMetadata().getName(),
                    e.getClass().getSimpleName());
            return Json.object();
        }
    }

    private static JsonNode read(String base64) throws IOException {
        return Json.mapper().readTree(Base64.getDecoder().decode(base64));
    }

    private static Optional<RegistryCredentials> find(JsonNode registries, String registry) {
        for (Map.Entry<String, JsonNode> entry : registries.properties()) {
            String host = hostOf(entry.getKey());
            boolean isHub = DOCKER_HUB.contains(registry) && DOCKER_HUB.contains(host);
            if (isHub || host.equals(registry)) {
                return Optional.of(credentials(entry.getKey(), entry.getValue()));
            }
        }
        return Optional.empty();
    }

    private static String hostOf(String server) {
        String host = server.replaceFirst("^https?://", "");
        int slash = host.indexOf('/');
        return slash < 0 ? host : host.substring(0, slash);
    }

    private static RegistryCredentials credentials(String server, JsonNode login) {
        String both =
                new String(
                        Base64.getDecoder().decode(login.path("auth").asText("")),
                        StandardCharsets.UTF_8);
        int colon = both.indexOf(':');
        return new RegistryCredentials(
                login.path("username").asText(colon < 0 ? "" : both.substring(0, colon)),
                login.path("password").asText(colon < 0 ? "" : both.substring(colon + 1)),
                server);
    }
}
