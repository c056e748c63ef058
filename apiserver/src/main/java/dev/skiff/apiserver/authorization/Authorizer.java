package dev.skiff.apiserver.authorization;

/// Decides whether a call may be made, by who makes it and what it asks for.
@FunctionalInterface
public interface Authorizer {
    boolean allows(RequestAttributes attributes);
}
