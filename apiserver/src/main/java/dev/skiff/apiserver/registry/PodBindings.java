package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.apiserver.authorization.BoundPods;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.cache.SortedTree;
import dev.skiff.apiserver.cache.WatchCache;
import java.util.Iterator;
import java.util.List;

/// Which pods are on a node and what they name, as the cache last heard.
final class PodBindings implements BoundPods {
    private static final List<String> SECRET_FIELDS =
            List.of("secret", "secretRef", "secretKeyRef", "imagePullSecrets");
    private static final List<String> CONFIG_MAP_FIELDS =
            List.of("configMap", "configMapRef", "configMapKeyRef");

    private final WatchCache pods;

    PodBindings(WatchCache pods) {
        this.pods = pods;
    }

    @Override
    public boolean isBound(String namespace, String pod, String node) {
        return objects().get(namespace + "/" + pod).filter(o -> isOn(o, node)).isPresent();
    }

    @Override
    public boolean isNeeded(String namespace, String resource, String name, String node) {
        if (name.isEmpty()) {
            return false;
        }
        Iterator<CachedObject> all = objects().iterator(namespace + "/", "");
        while (all.hasNext()) {
            CachedObject pod = all.next();
            if (isOn(pod, node) && names(pod.object().tree().path("spec"), resource, name)) {
                return true;
            }
        }
        return false;
    }

    private SortedTree<CachedObject> objects() {
        return pods.atLeast(0).objects();
    }

    private static boolean isOn(CachedObject pod, String node) {
        return node.equals(pod.fields().get("spec.nodeName"));
    }

    private static boolean names(JsonNode spec, String resource, String name) {
        return switch (resource) {
            case "secrets" -> refers(spec, SECRET_FIELDS, name);
            case "configmaps" -> refers(spec, CONFIG_MAP_FIELDS, name);
            case "serviceaccounts" -> spec.path("serviceAccountName").asText().equals(name);
            default -> false;
        };
    }

    /// Whether one of the fields, wherever it stands, holds that name.
    private static boolean refers(JsonNode tree, List<String> fields, String name) {
        for (String field : fields) {
            for (JsonNode reference : tree.findValues(field)) {
                if (isNamed(reference, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNamed(JsonNode reference, String name) {
        if (reference.isArray()) {
            for (JsonNode element : reference) {
                if (isNamed(element, name)) {
                    return true;
                }
            }
            return false;
        }
        return reference.path("name").asText().equals(name)
                || reference.path("secretName").asText().equals(name);
    }
}
