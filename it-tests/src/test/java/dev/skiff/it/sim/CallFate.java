package dev.skiff.it.sim;

/// What becomes of one call. Crashes before and after come on top: a process may die at any pause.
enum CallFate {
    DONE,
    /// Answered that the server is too busy; not carried out.
    REFUSED,
    /// Never arrives; the caller waits in vain.
    LOST,
    /// Arrives and is carried out, perhaps late; the caller waits in vain.
    ANSWER_LOST
}
