package dev.skiff.apiserver.store.backup;

/// A file is no backup, or not a whole one; the message says what is wrong where.
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BackupException(String message) {
        super(message);
    }

    public BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
