package dev.skiff.apiserver.store;

/// The store's outside world failed: disk full, etcd gone, time-out.
public sealed class StoreUnavailableException extends RuntimeException permits StoreFullException {
    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailableException(String message) {
        super(message);
    }
}
