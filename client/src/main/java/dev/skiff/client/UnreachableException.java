package dev.skiff.client;

/// The API server gave no answer: no connection, a broken one, or a time-out.
public final class UnreachableException extends OutsideWorldException {
    private static final long serialVersionUID = 1;

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
