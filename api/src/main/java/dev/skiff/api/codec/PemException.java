package dev.skiff.api.codec;

/// A PEM text that does not hold what it should.
public final class PemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PemException(String message) {
        super(message);
    }

    public PemException(String message, Throwable cause) {
        super(message, cause);
    }
}
