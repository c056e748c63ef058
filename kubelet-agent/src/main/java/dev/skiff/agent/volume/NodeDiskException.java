package dev.skiff.agent.volume;

import dev.skiff.client.OutsideWorldException;

/// The node's file system refused.
public final class NodeDiskException extends OutsideWorldException {
    private static final long serialVersionUID = 1;

    public NodeDiskException(String message, Throwable cause) {
        super(message, cause);
    }
}
