package dev.skiff.client;

/// Something outside this process failed. Caught only by the loop that can try again.
public class OutsideWorldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutsideWorldException(String message, Throwable cause) {
        super(message, cause);
    }

    public OutsideWorldException(String message) {
        super(message);
    }
}
