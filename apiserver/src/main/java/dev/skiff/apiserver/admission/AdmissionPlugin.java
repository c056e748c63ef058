package dev.skiff.apiserver.admission;

/// Changes or refuses one object before it is stored.
@FunctionalInterface
public interface AdmissionPlugin {
    /// May change the request's object. Runs after defaulting and before validation.
    ///
    /// @throws dev.skiff.api.status.ApiException if it may not be
    void admit(AdmissionRequest request);

    /// Refuses what is well-formed but may not be. Runs after validation, and changes nothing.
    ///
    /// @throws dev.skiff.api.status.ApiException if it may not be
    default void check(AdmissionRequest request) {}
}
