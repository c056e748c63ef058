package dev.skiff.api.jsonpath;

/// A path or template does not parse, or cannot be followed in the object it is given. The message
/// is in kubectl's words.
public final class JsonPathException extends Exception {
    private static final long serialVersionUID = 1;

    JsonPathException(String message) {
        super(message);
    }
}
