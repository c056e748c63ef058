package dev.skiff.agent.volume;

import dev.skiff.agent.env.PodContext;
import dev.skiff.agent.objects.ObjectSource;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.token.TokenSource;
import dev.skiff.api.quantity.Quantity;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Prepares the volumes of pods on the node's disk, below one directory for each pod. Writes only
/// what has changed since the last time.
public final class PodVolumes {
    private static final String PREFIX = "kubernetes.io~";

    private final PodFiles files;
    private final Path root;

    /// What was last written where. A pod's volumes are prepared by one thread at a time.
    private final Map<Path, SortedMap<String, VolumeFile>> written = new ConcurrentHashMap<>();

    /// @param root holds one directory for each pod, named by its uid
    public PodVolumes(PodFiles files, Path root) {
        this.files = files;
        this.root = root;
    }

    /// The pod's own directory.
    public Path directoryOf(String uid) {
        return root.resolve(uid);
    }

    /// The uids of the pods that have a directory.
    public List<String> known() {
        return files.names(root);
    }

    public VolumesOutcome prepare(PodContext context, ObjectSource objects, TokenSource tokens) {
        VolumeContents contents = new VolumeContents(context, objects, tokens);
        Map<String, PodVolume> ready = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        boolean isComplete = true;
        for (Volume volume : context.pod().getSpec().getVolumes()) {
            switch (prepareOne(context, volume, contents)) {
                case Preparation.Done(var prepared) -> ready.put(volume.getName(), prepared);
                case Preparation.Failed(var message) ->
                        failures.add(
                                "MountVolume.SetUp failed for volume \"%s\" : %s"
                                        .formatted(volume.getName(), message));
                case Preparation.NotYet() -> isComplete = false;
            }
        }
        if (!failures.isEmpty()) {
            return new VolumesOutcome.Failed(failures);
        }
        return isComplete ? new VolumesOutcome.Ready(ready) : new VolumesOutcome.NotYet();
    }

    /// Deletes everything of a pod.
    public void remove(PodIdentity pod) {
        Path directory = directoryOf(pod.uid());
        files.delete(directory);
        written.keySet().removeIf(path -> path.startsWith(directory));
    }

    private sealed interface Preparation {
        record Done(PodVolume volume) implements Preparation {}

        record Failed(String message) implements Preparation {}

        record NotYet() implements Preparation {}
    }

    private Preparation prepareOne(PodContext context, Volume volume, VolumeContents contents) {
        if (volume.getEmptyDir() != null) {
            return emptyDirectory(context, volume.getName(), volume.getEmptyDir());
        }
        if (volume.getHostPath() != null) {
            return switch (new HostPathCheck(files).check(volume.getHostPath())) {
                case HostPathCheck.Verdict.Usable(var path) ->
                        new Preparation.Done(new PodVolume.OnDisk(path, false));
                case HostPathCheck.Verdict.Unusable(var message) -> new Preparation.Failed(message);
            };
        }
        return switch (contentOf(volume, contents)) {
            case VolumeContent.Files(var wanted) ->
                    write(context, kindOf(volume), volume.getName(), wanted);
            case VolumeContent.Unavailable(var message) -> new Preparation.Failed(message);
            case VolumeContent.NotYet() -> new Preparation.NotYet();
        };
    }

    private static VolumeContent contentOf(Volume volume, VolumeContents contents) {
        if (volume.getConfigMap() != null) {
            var from = volume.getConfigMap();
            return contents.ofConfigMap(
                    new VolumeContents.Choice(
                            from.getName(),
                            from.getItems(),
                            mode(from.getDefaultMode()),
                            Boolean.TRUE.equals(from.getOptional())));
        }
        if (volume.getSecret() != null) {
            var from = volume.getSecret();
            return contents.ofSecret(
                    new VolumeContents.Choice(
                            from.getSecretName(),
                            from.getItems(),
                            mode(from.getDefaultMode()),
                            Boolean.TRUE.equals(from.getOptional())));
        }
        if (volume.getDownwardAPI() != null) {
            var from = volume.getDownwardAPI();
            return contents.ofFields(from.getItems(), mode(from.getDefaultMode()));
        }
        if (volume.getProjected() != null) {
            var from = volume.getProjected();
            return contents.ofProjections(from.getSources(), mode(from.getDefaultMode()));
        }
        return new VolumeContent.Unavailable("volumes of this type are not supported yet");
    }

    private static int mode(Integer mode) {
        return Objects.requireNonNullElse(mode, VolumeContents.DEFAULT_MODE);
    }

    private static String kindOf(Volume volume) {
        if (volume.getConfigMap() != null) {
            return "configmap";
        }
        if (volume.getSecret() != null) {
            return "secret";
        }
        return volume.getProjected() != null ? "projected" : "downward-api";
    }

    private Preparation write(
            PodContext context, String kind, String name, SortedMap<String, VolumeFile> wanted) {
        Path directory = directory(context, kind, name);
        if (!wanted.equals(written.get(directory))) {
            files.replaceAll(directory, wanted);
            written.put(directory, wanted);
        }
        return new Preparation.Done(new PodVolume.OnDisk(directory, true));
    }

    private Preparation emptyDirectory(
            PodContext context, String name, EmptyDirVolumeSource source) {
        String uid = context.pod().getMetadata().getUid();
        if ("Memory".equals(source.getMedium())) {
            long limit =
                    source.getSizeLimit() == null
                            ? 0
                            : Quantity.of(source.getSizeLimit().toString()).units();
            return new Preparation.Done(new PodVolume.InMemory("skiff-" + uid + "-" + name, limit));
        }
        if (source.getMedium() != null && !source.getMedium().isEmpty()) {
            return new Preparation.Failed("medium \"" + source.getMedium() + "\" is not supported");
        }
        Path directory = directory(context, "empty-dir", name);
        files.makeDirectory(directory, 0777);
        return new Preparation.Done(new PodVolume.OnDisk(directory, false));
    }

    private Path directory(PodContext context, String kind, String name) {
        return directoryOf(context.pod().getMetadata().getUid())
                .resolve("volumes")
                .resolve(PREFIX + kind)
                .resolve(name);
    }
}
