package dev.skiff.agent.token;

/// What is known of a token.
public sealed interface TokenState {
    record Valid(String token) implements TokenState {
        /// Without the secret.
        @Override
        public String toString() {
            return "Valid[]";
        }
    }

    /// The API server does not give it, for now.
    record Refused(String message) implements TokenState {}

    /// It has been asked for; the pod is looked at again when it is there.
    record Pending() implements TokenState {}
}
