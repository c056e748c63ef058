package dev.skiff.ctl;

import dev.skiff.api.status.Status;
import dev.skiff.api.status.StatusCause;
import org.jspecify.annotations.Nullable;

/// A command cannot go on; its message is what the user reads, in kubectl's words where it has
/// some.
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Status status;
    private final String attempt;

    CommandFailure(String message) {
        super(message);
        this.status = null;
        this.attempt = "";
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
        this.status = null;
        this.attempt = "";
    }

    private CommandFailure(Status status, String attempt) {
        super(explained(status, attempt));
        this.status = status;
        this.attempt = attempt;
    }

    /// As kubectl prints a Status: `Error from server (NotFound): pods "x" not found`.
    static CommandFailure of(Status status) {
        return new CommandFailure(status, "");
    }

    private static String explained(Status status, String attempt) {
        return status.reason().equals("Invalid") && !status.causes().isEmpty()
                ? invalid(status)
                : fromServer(status, attempt);
    }

    private static String fromServer(Status status, String attempt) {
        String message = attempt.isEmpty() ? status.message() : attempt + ": " + status.message();
        return status.reason().isEmpty()
                ? "Error from server: " + message
                : "Error from server (" + status.reason() + "): " + message;
    }

    /// The same, having said what was tried where it is the server that refused it.
    ///
    /// @param what as in `error when creating "web.yaml"`
    CommandFailure during(String what) {
        return status == null ? this : new CommandFailure(status, what);
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
        return status == null ? withoutMark() : status.message();
    }

    /// The message as one of several.
    String amongOthers() {
        return status == null ? withoutMark() : fromServer(status, attempt);
    }

    private String withoutMark() {
        return String.valueOf(getMessage()).replaceFirst("^error: ", "");
    }

    private static String invalid(Status status) {
        boolean isAboutObject = !status.detailsKind().isEmpty() || !status.detailsName().isEmpty();
        StringBuilder text =
                new StringBuilder(
                        isAboutObject
                                ? "The %s \"%s\" is invalid: "
                                        .formatted(status.detailsKind(), status.detailsName())
                                : "The request is invalid: ");
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
