package dev.skiff.api.patch;

import dev.skiff.api.status.Status;

/// Ends the application of a patch. Never leaves this package: it becomes a
/// [PatchResult.Refused].
final class PatchRefusal extends Exception {
    private final transient Status status;

    private PatchRefusal(Status status) {
        super(status.message(), null, false, false);
        this.status = status;
    }

    /// The patch is not what it should be.
    static PatchRefusal malformed(String message) {
        return new PatchRefusal(Status.failure(400, "BadRequest", message));
    }

    /// The patch does not fit the object.
    static PatchRefusal inapplicable() {
        return new PatchRefusal(
                Status.failure(
                                422,
                                "Invalid",
                                "the server rejected our request due to an error in our request")
                        .withEmptyDetails());
    }

    /// What upstream answers without telling a reason, as if it were its own fault.
    static PatchRefusal unexplained(String message) {
        return new PatchRefusal(Status.failure(500, "", message));
    }

    static PatchRefusal tooLarge(String message) {
        return new PatchRefusal(Status.failure(413, "RequestEntityTooLarge", message));
    }

    PatchResult result() {
        return new PatchResult.Refused(status);
    }
}
