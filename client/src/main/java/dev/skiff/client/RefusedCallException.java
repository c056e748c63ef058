package dev.skiff.client;

import dev.skiff.api.status.Status;

/// The API server answered that it doesn't do what was asked.
public final class RefusedCallException extends OutsideWorldException {
    private static final long serialVersionUID = 1;

    private final transient Status status;

    public RefusedCallException(Status status) {
        super("the API server answered " + status.code() + ": " + status.message());
        this.status = status;
    }

    public Status status() {
        return status;
    }
}
