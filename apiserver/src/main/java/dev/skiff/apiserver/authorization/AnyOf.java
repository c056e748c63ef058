package dev.skiff.apiserver.authorization;

import java.util.List;

/// Allows what any of several rules allows.
public record AnyOf(List<Authorizer> rules) implements Authorizer {
    public AnyOf {
        rules = List.copyOf(rules);
    }

    @Override
    public boolean allows(RequestAttributes asked) {
        return rules.stream().anyMatch(rule -> rule.allows(asked));
    }
}
