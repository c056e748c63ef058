package dev.skiff.agent.volume;

import dev.skiff.agent.env.FieldRefs;
import dev.skiff.agent.env.PodContext;
import dev.skiff.agent.env.ResourceFieldRefs;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.objects.Lookup;
import dev.skiff.agent.objects.ObjectSource;
import dev.skiff.agent.token.TokenSource;
import dev.skiff.agent.token.TokenState;
import dev.skiff.agent.token.TokenWish;
import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Works out what is in volumes made of ConfigMaps, Secrets and a pod's own fields.
final class VolumeContents {
    static final int DEFAULT_MODE = 0644;
    private static final long DEFAULT_TOKEN_SECONDS = 3600;

    private final PodContext context;
    private final ObjectSource objects;
    private final TokenSource tokens;

    VolumeContents(PodContext context, ObjectSource objects, TokenSource tokens) {
        this.context = context;
        this.objects = objects;
        this.tokens = tokens;
    }

    /// Which keys of an object go where.
    ///
    /// @param items empty for all of them under their own names
    record Choice(String name, List<KeyToPath> items, int mode, boolean optional) {
        Choice {
            items = List.copyOf(items);
        }
    }

    VolumeContent ofConfigMap(Choice choice) {
        return switch (objects.configMap(key(choice.name()))) {
            case Lookup.Found<ConfigMap>(var found) ->
                    choose(dataOf(found), choice, "configmap references non-existent config key: ");
            case Lookup.Missing<ConfigMap>() ->
                    missing(choice, "configmap \"" + choice.name() + "\" not found");
            case Lookup.Unknown<ConfigMap>() -> new VolumeContent.NotYet();
        };
    }

    VolumeContent ofSecret(Choice choice) {
        return switch (objects.secret(key(choice.name()))) {
            case Lookup.Found<Secret>(var found) ->
                    choose(dataOf(found), choice, "references non-existent secret key: ");
            case Lookup.Missing<Secret>() ->
                    missing(choice, "secret \"" + choice.name() + "\" not found");
            case Lookup.Unknown<Secret>() -> new VolumeContent.NotYet();
        };
    }

    VolumeContent ofFields(List<DownwardAPIVolumeFile> items, int defaultMode) {
        SortedMap<String, VolumeFile> files = new TreeMap<>();
        for (DownwardAPIVolumeFile item : items) {
            Optional<String> value = valueOf(item);
            if (value.isEmpty()) {
                return new VolumeContent.Unavailable(
                        "file " + item.getPath() + " names a field that is not supported");
            }
            int mode = item.getMode() == null ? defaultMode : item.getMode();
            files.put(item.getPath(), VolumeFile.ofText(value.get(), mode));
        }
        return new VolumeContent.Files(files);
    }

    private Optional<String> valueOf(DownwardAPIVolumeFile item) {
        if (item.getFieldRef() != null) {
            return FieldRefs.read(context, item.getFieldRef().getFieldPath());
        }
        if (item.getResourceFieldRef() == null) {
            return Optional.empty();
        }
        String name = item.getResourceFieldRef().getContainerName();
        Optional<Container> container =
                context.pod().getSpec().getContainers().stream()
                        .filter(candidate -> candidate.getName().equals(name))
                        .findFirst();
        return container.flatMap(
                found -> ResourceFieldRefs.read(context, found, item.getResourceFieldRef()));
    }

    /// All sources of a projected volume together; of two files with one path the later one counts.
    VolumeContent ofProjections(List<VolumeProjection> sources, int mode) {
        SortedMap<String, VolumeFile> files = new TreeMap<>();
        for (VolumeProjection source : sources) {
            switch (ofProjection(source, mode)) {
                case VolumeContent.Files(var more) -> files.putAll(more);
                case VolumeContent.Unavailable unavailable -> {
                    return unavailable;
                }
                case VolumeContent.NotYet notYet -> {
                    return notYet;
                }
            }
        }
        return new VolumeContent.Files(files);
    }

    private VolumeContent ofProjection(VolumeProjection source, int mode) {
        if (source.getConfigMap() != null) {
            var from = source.getConfigMap();
            return ofConfigMap(
                    new Choice(from.getName(), from.getItems(), mode, isTrue(from.getOptional())));
        }
        if (source.getSecret() != null) {
            var from = source.getSecret();
            return ofSecret(
                    new Choice(from.getName(), from.getItems(), mode, isTrue(from.getOptional())));
        }
        if (source.getDownwardAPI() != null) {
            return ofFields(source.getDownwardAPI().getItems(), mode);
        }
        if (source.getServiceAccountToken() != null) {
            return ofToken(source.getServiceAccountToken(), mode);
        }
        return new VolumeContent.Unavailable("it has a source that is not supported");
    }

    private VolumeContent ofToken(ServiceAccountTokenProjection source, int mode) {
        TokenWish wish =
                new TokenWish(
                        PodFacts.identity(context.pod()),
                        context.pod().getSpec().getServiceAccountName(),
                        Objects.requireNonNullElse(source.getAudience(), ""),
                        Objects.requireNonNullElse(
                                source.getExpirationSeconds(), DEFAULT_TOKEN_SECONDS));
        return switch (tokens.find(wish)) {
            case TokenState.Valid(var token) ->
                    new VolumeContent.Files(
                            new TreeMap<>(
                                    Map.of(source.getPath(), VolumeFile.ofText(token, mode))));
            case TokenState.Refused(var message) -> new VolumeContent.Unavailable(message);
            case TokenState.Pending() -> new VolumeContent.NotYet();
        };
    }

    private ObjectKey key(String name) {
        return new ObjectKey(context.namespace(), name);
    }

    private static VolumeContent missing(Choice choice, String message) {
        return choice.optional()
                ? new VolumeContent.Files(new TreeMap<>())
                : new VolumeContent.Unavailable(message);
    }

    private static VolumeContent choose(
            SortedMap<String, byte[]> data, Choice choice, String complaint) {
        SortedMap<String, VolumeFile> files = new TreeMap<>();
        if (choice.items().isEmpty()) {
            data.forEach((key, value) -> files.put(key, new VolumeFile(value, choice.mode())));
            return new VolumeContent.Files(files);
        }
        for (KeyToPath item : choice.items()) {
            byte[] value = data.get(item.getKey());
            if (value != null) {
                int mode = item.getMode() == null ? choice.mode() : item.getMode();
                files.put(item.getPath(), new VolumeFile(value, mode));
            } else if (!choice.optional()) {
                return new VolumeContent.Unavailable(complaint + item.getKey());
            }
        }
        return new VolumeContent.Files(files);
    }

    private static SortedMap<String, byte[]> dataOf(ConfigMap configMap) {
        SortedMap<String, byte[]> data = new TreeMap<>();
        if (configMap.getData() != null) {
            configMap
                    .getData()
                    .forEach((key, value) -> data.put(key, VolumeFile.ofText(value, 0).content()));
        }
        addDecoded(configMap.getBinaryData(), data);
        return data;
    }

    private static SortedMap<String, byte[]> dataOf(Secret secret) {
        SortedMap<String, byte[]> data = new TreeMap<>();
        addDecoded(secret.getData(), data);
        return data;
    }

    private static void addDecoded(Map<String, String> encoded, SortedMap<String, byte[]> data) {
        if (encoded != null) {
            encoded.forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        }
    }

    private static boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
