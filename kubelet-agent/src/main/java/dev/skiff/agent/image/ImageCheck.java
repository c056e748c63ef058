package dev.skiff.agent.image;

import dev.skiff.agent.objects.Lookup;
import dev.skiff.agent.objects.ObjectSource;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ImageState;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.runtime.RegistryCredentials;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.EventRecorder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Makes sure that a container's image is on the node, as its pull policy says, and tells users how
/// it goes in Kubernetes' words. Never waits for a pull.
public final class ImageCheck {
    /// How long a failure is shown as such before it is shown as a back-off.
    private static final Duration FAILURE_SHOWN = Duration.ofSeconds(3);

    private final ContainerRuntime runtime;
    private final ImagePulls pulls;
    private final EventRecorder events;
    private final InstantSource clock;

    public ImageCheck(
            ContainerRuntime runtime, ImagePulls pulls, EventRecorder events, InstantSource clock) {
        this.runtime = runtime;
        this.pulls = pulls;
        this.events = events;
        this.clock = clock;
    }

    /// A container about to be started.
    ///
    /// @param reference what events about it name
    public record Wanted(
            PodIdentity identity,
            Pod pod,
            Container container,
            ObjectReference reference,
            ObjectSource objects) {
        String image() {
            return container.getImage();
        }
    }

    public ImageOutcome check(Wanted wanted) {
        Optional<ImageReference> reference = ImageReference.parse(wanted.image());
        if (reference.isEmpty()) {
            String message =
                    "Failed to apply default image tag \"%s\": couldn't parse image name \"%s\": invalid reference format"
                            .formatted(wanted.image(), wanted.image());
            warn(wanted, "InspectFailed", message);
            return new ImageOutcome.NotReady("InvalidImageName", message, Instant.MAX);
        }
        String name = reference.get().name();
        return switch (Objects.requireNonNullElse(
                wanted.container().getImagePullPolicy(), "IfNotPresent")) {
            case "Always" -> pulled(wanted, reference.get());
            case "Never" ->
                    runtime.findImage(name)
                            .map(image -> present(wanted, image))
                            .orElseGet(() -> never(wanted));
            default -> {
                Optional<ImageState> found = runtime.findImage(name);
                yield found.isPresent()
                        ? present(wanted, found.get())
                        : pulled(wanted, reference.get());
            }
        };
    }

    private ImageOutcome present(Wanted wanted, ImageState image) {
        Optional<PullState> pull = pulls.state(wanted.identity(), nameOf(wanted));
        pulls.consume(wanted.identity(), nameOf(wanted));
        if (pull.isPresent() && pull.get() instanceof PullState.Done done) {
            tellPulled(wanted, done);
        } else {
            tell(
                    wanted,
                    "Pulled",
                    "Container image \"%s\" already present on machine and can be accessed by the pod"
                            .formatted(wanted.image()));
        }
        return new ImageOutcome.Ready(image);
    }

    private static String nameOf(Wanted wanted) {
        return ImageReference.parse(wanted.image()).orElseThrow().name();
    }

    private ImageOutcome never(Wanted wanted) {
        String message =
                "Container image \"%s\" is not present with pull policy of Never"
                        .formatted(wanted.image());
        warn(wanted, "ErrImageNeverPull", message);
        warn(wanted, "Failed", "Error: ErrImageNeverPull");
        return new ImageOutcome.NotReady("ErrImageNeverPull", message, Instant.MAX);
    }

    private ImageOutcome pulled(Wanted wanted, ImageReference reference) {
        Optional<PullState> state = pulls.state(wanted.identity(), reference.name());
        if (state.isEmpty()) {
            return begin(wanted, reference, new ImageOutcome.NotReady("", "", Instant.MAX));
        }
        return switch (state.get()) {
            case PullState.Waiting(var _, var before) ->
                    before.map(failed -> backedOff(wanted, failed, Instant.MAX))
                            .orElse(new ImageOutcome.NotReady("", "", Instant.MAX));
            case PullState.Done done -> {
                pulls.consume(wanted.identity(), reference.name());
                tellPulled(wanted, done);
                yield new ImageOutcome.Ready(done.image());
            }
            case PullState.Failed failed -> failed(wanted, reference, failed);
        };
    }

    private ImageOutcome begin(
            Wanted wanted, ImageReference reference, ImageOutcome.NotReady meanwhile) {
        tell(wanted, "Pulling", "Pulling image \"%s\"".formatted(wanted.image()));
        Optional<RegistryCredentials> login =
                PullSecrets.find(secretsOf(wanted), reference.registry());
        pulls.begin(wanted.identity(), reference.name(), login);
        return meanwhile;
    }

    private static List<Secret> secretsOf(Wanted wanted) {
        List<Secret> found = new ArrayList<>();
        for (LocalObjectReference secret : wanted.pod().getSpec().getImagePullSecrets()) {
            ObjectKey key = new ObjectKey(wanted.identity().namespace(), secret.getName());
            if (wanted.objects().secret(key) instanceof Lookup.Found<Secret>(var object)) {
                found.add(object);
            }
        }
        return found;
    }

    private ImageOutcome failed(Wanted wanted, ImageReference reference, PullState.Failed last) {
        Instant now = clock.instant();
        PullState.Failed failed =
                last.told() == PullState.Told.NOTHING ? tellFailure(wanted, reference, last) : last;
        Instant shownUntil = failed.at().plus(FAILURE_SHOWN);
        if (failed.told() == PullState.Told.FAILURE && now.isBefore(shownUntil)) {
            return new ImageOutcome.NotReady("ErrImagePull", failed.message(), shownUntil);
        }
        if (failed.told() == PullState.Told.FAILURE) {
            tell(wanted, "BackOff", "Back-off pulling image \"%s\"".formatted(wanted.image()));
            warn(wanted, "Failed", "Error: ImagePullBackOff");
            note(wanted, reference, failed.told(PullState.Told.BACK_OFF));
        }
        ImageOutcome.NotReady backedOff = backedOff(wanted, failed, failed.retryAt());
        return now.isBefore(failed.retryAt()) ? backedOff : begin(wanted, reference, backedOff);
    }

    private PullState.Failed tellFailure(
            Wanted wanted, ImageReference reference, PullState.Failed failed) {
        String hint =
                runtime.findImage(reference.name()).isPresent()
                        ? " (the image is on this node already: imagePullPolicy IfNotPresent or Never uses it)"
                        : "";
        String message = failed.message() + hint;
        warn(
                wanted,
                "Failed",
                "Failed to pull image \"%s\": %s".formatted(wanted.image(), message));
        warn(wanted, "Failed", "Error: ErrImagePull");
        return note(
                wanted,
                reference,
                new PullState.Failed(
                        message, failed.at(), failed.failures(), PullState.Told.FAILURE));
    }

    private PullState.Failed note(
            Wanted wanted, ImageReference reference, PullState.Failed failed) {
        pulls.note(wanted.identity(), reference.name(), failed);
        return failed;
    }

    private static ImageOutcome.NotReady backedOff(
            Wanted wanted, PullState.Failed failed, Instant lookAgainAt) {
        return new ImageOutcome.NotReady(
                "ImagePullBackOff",
                "Back-off pulling image \"%s\": ErrImagePull: %s"
                        .formatted(wanted.image(), failed.message()),
                lookAgainAt);
    }

    private void tellPulled(Wanted wanted, PullState.Done done) {
        tell(
                wanted,
                "Pulled",
                "Successfully pulled image \"%s\" in %s (%s including waiting). Image size: %d bytes."
                        .formatted(
                                wanted.image(),
                                words(done.took()),
                                words(done.tookInAll()),
                                done.image().sizeBytes()));
    }

    private static String words(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1000
                ? millis + "ms"
                : Double.toString(millis / 1000.0).replaceFirst("\\.0$", "") + "s";
    }

    private void tell(Wanted wanted, String reason, String message) {
        events.record(wanted.reference(), "Normal", reason, message);
    }

    private void warn(Wanted wanted, String reason, String message) {
        events.record(wanted.reference(), "Warning", reason, message);
    }
}
