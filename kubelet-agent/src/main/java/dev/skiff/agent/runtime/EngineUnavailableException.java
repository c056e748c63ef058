package dev.skiff.agent.runtime;

import dev.skiff.client.OutsideWorldException;

/// The engine gave no usable answer: not there, too slow, or failing inside.
public final class EngineUnavailableException extends OutsideWorldException {
    private static final long serialVersionUID = 1;

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public EngineUnavailableException(String message) {
        super(message);
    }
}
