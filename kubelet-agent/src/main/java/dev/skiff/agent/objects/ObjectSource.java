package dev.skiff.agent.objects;

import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;

/// Where pods' ConfigMaps and Secrets come from. Never waits.
public interface ObjectSource {
    Lookup<ConfigMap> configMap(ObjectKey key);

    Lookup<Secret> secret(ObjectKey key);
}
