package dev.skiff.agent.env;

import dev.skiff.agent.objects.Lookup;
import dev.skiff.agent.objects.ObjectSource;
import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Puts a container's environment together: first `envFrom` in order, then `env` in order, each
/// seeing those before it.
public final class EnvironmentBuilder {
    private final ObjectSource objects;

    public EnvironmentBuilder(ObjectSource objects) {
        this.objects = objects;
    }

    public EnvironmentOutcome build(PodContext context, Container container) {
        Map<String, String> variables = new LinkedHashMap<>();
        try {
            for (EnvFromSource source : container.getEnvFrom()) {
                addAll(context, source, variables);
            }
            for (EnvVar variable : container.getEnv()) {
                valueOf(context, container, variable, variables)
                        .ifPresent(value -> variables.put(variable.getName(), value));
            }
        } catch (UnresolvedException unresolved) {
            return unresolved.outcome;
        }
        return new EnvironmentOutcome.Complete(Collections.unmodifiableMap(variables));
    }

    private void addAll(PodContext context, EnvFromSource source, Map<String, String> variables) {
        String prefix = source.getPrefix() == null ? "" : source.getPrefix();
        if (source.getConfigMapRef() != null) {
            configMap(
                            context,
                            source.getConfigMapRef().getName(),
                            isTrue(source.getConfigMapRef().getOptional()))
                    .map(found -> sorted(found.getData()))
                    .ifPresent(data -> data.forEach((k, v) -> variables.put(prefix + k, v)));
        }
        if (source.getSecretRef() != null) {
            secret(
                            context,
                            source.getSecretRef().getName(),
                            isTrue(source.getSecretRef().getOptional()))
                    .map(found -> sorted(found.getData()))
                    .ifPresent(
                            data -> data.forEach((k, v) -> variables.put(prefix + k, decoded(v))));
        }
    }

    private static Map<String, String> sorted(Map<String, String> data) {
        return data == null ? Map.of() : new TreeMap<>(data);
    }

    private Optional<String> valueOf(
            PodContext context, Container container, EnvVar variable, Map<String, String> before) {
        EnvVarSource source = variable.getValueFrom();
        if (source == null) {
            String value = variable.getValue() == null ? "" : variable.getValue();
            return Optional.of(Expansion.expand(value, before));
        }
        if (source.getFieldRef() != null) {
            String path = source.getFieldRef().getFieldPath();
            return Optional.of(
                    FieldRefs.read(context, path)
                            .orElseThrow(() -> incomplete("unsupported fieldPath: " + path)));
        }
        if (source.getResourceFieldRef() != null) {
            String resource = source.getResourceFieldRef().getResource();
            return Optional.of(
                    ResourceFieldRefs.read(context, container, source.getResourceFieldRef())
                            .orElseThrow(
                                    () ->
                                            incomplete(
                                                    "unsupported container resource : "
                                                            + resource)));
        }
        if (source.getConfigMapKeyRef() != null) {
            return configMapKey(context, source);
        }
        if (source.getSecretKeyRef() != null) {
            return secretKey(context, source);
        }
        throw incomplete("variable " + variable.getName() + " has a source that is not supported");
    }

    private Optional<String> configMapKey(PodContext context, EnvVarSource source) {
        ConfigMapKeySelector wanted = source.getConfigMapKeyRef();
        boolean optional = isTrue(wanted.getOptional());
        return entry(
                configMap(context, wanted.getName(), optional).map(ConfigMap::getData),
                wanted.getKey(),
                "ConfigMap %s/%s".formatted(context.namespace(), wanted.getName()),
                optional);
    }

    private Optional<String> secretKey(PodContext context, EnvVarSource source) {
        SecretKeySelector wanted = source.getSecretKeyRef();
        boolean optional = isTrue(wanted.getOptional());
        return entry(
                        secret(context, wanted.getName(), optional).map(Secret::getData),
                        wanted.getKey(),
                        "Secret %s/%s".formatted(context.namespace(), wanted.getName()),
                        optional)
                .map(EnvironmentBuilder::decoded);
    }

    private static Optional<String> entry(
            Optional<Map<String, String>> data, String key, String where, boolean optional) {
        Optional<String> value = data.flatMap(all -> Optional.ofNullable(all.get(key)));
        if (value.isEmpty() && !optional) {
            throw incomplete("couldn't find key %s in %s".formatted(key, where));
        }
        return value;
    }

    private Optional<ConfigMap> configMap(PodContext context, String name, boolean optional) {
        return found(
                objects.configMap(new ObjectKey(context.namespace(), name)),
                "configmap \"" + name + "\" not found",
                optional);
    }

    private Optional<Secret> secret(PodContext context, String name, boolean optional) {
        return found(
                objects.secret(new ObjectKey(context.namespace(), name)),
                "secret \"" + name + "\" not found",
                optional);
    }

    private static <T> Optional<T> found(Lookup<T> lookup, String otherwise, boolean optional) {
        return switch (lookup) {
            case Lookup.Found<T>(var object) -> Optional.of(object);
            case Lookup.Missing<T>() -> {
                if (!optional) {
                    throw incomplete(otherwise);
                }
                yield Optional.empty();
            }
            case Lookup.Unknown<T>() ->
                    throw new UnresolvedException(new EnvironmentOutcome.NotYet());
        };
    }

    private static boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static UnresolvedException incomplete(String message) {
        return new UnresolvedException(new EnvironmentOutcome.Incomplete(message));
    }

    /// Carries an outcome out of the depth of [#build], and no further.
    private static final class UnresolvedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient EnvironmentOutcome outcome;

        UnresolvedException(EnvironmentOutcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }
}
