package dev.skiff.it.fuzz;

/// Changes one thing about a request.
interface Mutator {
    /// The very same request where there is nothing to change.
    FuzzRequest mutate(FuzzRequest request, Chooser chooser);
}
