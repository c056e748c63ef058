package dev.skiff.controllers.garbage;

/// How an object stands with one of its owners.
enum OwnerState {
    /// It is there, or nobody can say that it isn't.
    SOLID,

    /// It is being deleted in the foreground and waits for its dependents.
    WAITING,

    /// It is gone.
    ABSENT
}
