package dev.skiff.agent.objects;

/// What is known of an object that a pod refers to.
public sealed interface Lookup<T> {
    record Found<T>(T object) implements Lookup<T> {}

    record Missing<T>() implements Lookup<T> {}

    /// The API server hasn't told yet; the pod is looked at again when it has.
    record Unknown<T>() implements Lookup<T> {}
}
