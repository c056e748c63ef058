package dev.skiff.agent.runtime;

/// Told that something changed on the engine. Called on any thread; must not block.
public interface RuntimeListener {
    /// The container's state is no longer what it was: ask [ContainerRuntime#inspect].
    void changed(PodIdentity pod, String containerId);

    /// Events may have been missed: ask [ContainerRuntime#list].
    void missedEvents();
}
