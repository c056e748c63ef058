package dev.skiff.agent.token;

/// Where pods' tokens come from. Never waits.
@FunctionalInterface
public interface TokenSource {
    TokenState find(TokenWish wish);
}
