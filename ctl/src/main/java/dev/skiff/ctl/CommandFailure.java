package dev.skiff.ctl;

import dev.skiff.api.status.Status;
import dev.skiff.api.status.StatusCause;

/// A command cannot go on; its message is what the user reads, in kubectl's words where it has
/// some.
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /// As kubectl prints a Status: `Error from server (NotFound): pods "x" not found`.
    static CommandFailure of(Status status) {
        if (status.reason().equals("Invalid") && !status.causes().isEmpty()) {
            return new CommandFailure(invalid(status));
        }
        return status.reason().isEmpty()
                ? new CommandFailure("Error from server: " + status.message())
                : new CommandFailure(
                        "Error from server (" + status.reason() + "): " + status.message());
    }

    private static String invalid(Status status) {
        StringBuilder text =
                new StringBuilder("The ")
                        .append(status.detailsKind())
                        .append(" \"")
                        .append(status.detailsName())
                        .append("\" is invalid: ");
        boolean several = status.causes().size() > 1;
        for (StatusCause cause : status.causes()) {
            text.append(several ? "\n* " : "")
                    .append(cause.field())
                    .append(": ")
                    .append(cause.message());
        }
        return text.toString();
    }
}
