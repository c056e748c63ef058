package dev.skiff.ctl;

import dev.skiff.api.status.Status;
import dev.skiff.api.status.StatusCause;
import org.jspecify.annotations.Nullable;

/// A command cannot go on; its message is what the user reads, in kubectl's words where it has
/// some.
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Status status;

    CommandFailure(String message) {
        super(message);
        this.status = null;
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
        this.status = null;
    }

    private CommandFailure(String message, Status status) {
        super(message);
        this.status = status;
    }

    /// As kubectl prints a Status: `Error from server (NotFound): pods "x" not found`.
    static CommandFailure of(Status status) {
        boolean isExplained = status.reason().equals("Invalid") && !status.causes().isEmpty();
        return new CommandFailure(
                isExplained ? invalid(status) : fromServer(status, status.message()), status);
    }

    private static String fromServer(Status status, String message) {
        return status.reason().isEmpty()
                ? "Error from server: " + message
                : "Error from server (" + status.reason() + "): " + message;
    }

    /// The same, having said what was tried where it is the server that refused it.
    ///
    /// @param attempt as in `error when creating "web.yaml"`
    CommandFailure during(String attempt) {
        return status == null
                ? this
                : new CommandFailure(fromServer(status, attempt + ": " + status.message()), status);
    }

    /// Whether the server refused with this HTTP status.
    boolean isAnswer(int code) {
        return status != null && status.code() == code;
    }

    /// Whether what was asked for is not there.
    boolean isMissing() {
        return status != null && status.reason().equals("NotFound");
    }

    /// The message as part of another one, without `error: ` or `Error from server`.
    String cause() {
        return status == null
                ? String.valueOf(getMessage()).replaceFirst("^error: ", "")
                : status.message();
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
