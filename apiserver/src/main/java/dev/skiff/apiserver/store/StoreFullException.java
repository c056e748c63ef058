package dev.skiff.apiserver.store;

/// There is no space for what was to be written. What is there can be read, and writes work again
/// once there is space.
public final class StoreFullException extends StoreUnavailableException {
    private static final long serialVersionUID = 1;

    public StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
