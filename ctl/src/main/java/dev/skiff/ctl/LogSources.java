package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Which containers of a pod to show the logs of.
final class LogSources {
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    /// Where lines come from.
    record Source(String pod, String container) {
        String prefix() {
            return "[pod/" + pod + "/" + container + "] ";
        }
    }

    enum Wanted {
        ONE,
        ALL
    }

    private final Session session;
    private final String container;
    private final Wanted wanted;

    /// @param container the one asked for; empty: the default of each pod
    LogSources(Session session, String container, Wanted wanted) {
        this.session = session;
        this.container = container;
        this.wanted = wanted;
    }

    List<Source> of(JsonNode pod) {
        String name = Manifest.nameOf(pod);
        JsonNode spec = pod.path("spec");
        List<String> own = names(spec.path("containers"));
        List<String> init = names(spec.path("initContainers"));
        List<String> ephemeral = names(spec.path("ephemeralContainers"));
        List<String> every = new ArrayList<>(init);
        every.addAll(own);
        every.addAll(ephemeral);
        if (wanted == Wanted.ALL) {
            return every.stream().map(each -> new Source(name, each)).toList();
        }
        if (!container.isEmpty()) {
            if (!every.contains(container)) {
                throw new CommandFailure(
                        "error: container " + container + " is not valid for pod " + name);
            }
            return List.of(new Source(name, container));
        }
        String preferred =
                pod.path("metadata").path("annotations").path(DEFAULT_CONTAINER).asText();
        if (every.contains(preferred)) {
            return List.of(new Source(name, preferred));
        }
        if (every.size() > 1) {
            List<String> shown = new ArrayList<>(own);
            ephemeral.forEach(each -> shown.add(each + " (ephem)"));
            init.forEach(each -> shown.add(each + " (init)"));
            session.err()
                    .println(
                            "Defaulted container \"%s\" out of: %s"
                                    .formatted(own.getFirst(), String.join(", ", shown)));
        }
        return List.of(new Source(name, own.getFirst()));
    }

    private static List<String> names(JsonNode containers) {
        List<String> names = new ArrayList<>();
        containers.forEach(each -> names.add(each.path("name").asText()));
        return names;
    }
}
