package dev.skiff.apiserver.admission;

/// Changes or refuses one object before it is stored. Runs after defaulting and before validation.
@FunctionalInterface
public interface AdmissionPlugin {
    /// May change the request's object.
    ///
    /// @throws dev.skiff.api.status.ApiException if it may not be
    void admit(AdmissionRequest request);
}
