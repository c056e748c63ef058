package dev.skiff.agent.runtime;

/// How to log in to an image registry.
public record RegistryCredentials(String username, String password, String server) {
    /// Without the password.
    @Override
    public String toString() {
        return username + "@" + server;
    }
}
