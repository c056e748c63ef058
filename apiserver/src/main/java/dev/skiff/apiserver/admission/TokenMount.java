package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Mounts into a pod's containers what they need to call the API: a token of the pod's account, the
/// cluster's authority and the pod's namespace; unless the pod or the account wants none, or
/// something else is mounted there.
final class TokenMount {
    private static final String PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final String NAME_PREFIX = "kube-api-access-";

    /// A little over an hour, by which these tokens are told from those that users ask for.
    private static final int SECONDS = 3607;

    private static final int MODE = 0644;

    private final UnaryOperator<String> names;

    /// @param names completes a prefix to a name
    TokenMount(UnaryOperator<String> names) {
        this.names = names;
    }

    void addTo(ObjectNode spec, Optional<StoredObject> account) {
        if (!isWanted(spec, account)) {
            return;
        }
        String name = names.apply(NAME_PREFIX);
        boolean isNeeded = false;
        for (String field : new String[] {"initContainers", "containers"}) {
            for (JsonNode container : spec.path(field)) {
                isNeeded |= mount((ObjectNode) container, name);
            }
        }
        if (isNeeded) {
            addVolume(spec.withArrayProperty("volumes").addObject().put("name", name));
        }
    }

    private static boolean isWanted(ObjectNode spec, Optional<StoredObject> account) {
        JsonNode ofPod = spec.path("automountServiceAccountToken");
        if (ofPod.isBoolean()) {
            return ofPod.booleanValue();
        }
        return account.map(found -> found.tree().path("automountServiceAccountToken"))
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue)
                .orElse(true);
    }

    /// @return whether nothing else is mounted there
    private static boolean mount(ObjectNode container, String volume) {
        for (JsonNode mount : container.path("volumeMounts")) {
            if (mount.path("mountPath").asText().equals(PATH)) {
                return false;
            }
        }
        container
                .withArrayProperty("volumeMounts")
                .addObject()
                .put("name", volume)
                .put("readOnly", true)
                .put("mountPath", PATH);
        return true;
    }

    private static void addVolume(ObjectNode volume) {
        ObjectNode projected = volume.putObject("projected");
        ArrayNode sources = projected.putArray("sources");
        projected.put("defaultMode", MODE);
        sources.addObject()
                .putObject("serviceAccountToken")
                .put("expirationSeconds", SECONDS)
                .put("path", "token");
        ObjectNode authority =
                sources.addObject().putObject("configMap").put("name", "kube-root-ca.crt");
        authority.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
        ObjectNode namespace =
                sources.addObject()
                        .putObject("downwardAPI")
                        .putArray("items")
                        .addObject()
                        .put("path", "namespace");
        namespace
                .putObject("fieldRef")
                .put("apiVersion", "v1")
                .put("fieldPath", "metadata.namespace");
    }
}
