package dev.skiff.apiserver.podsecurity;

import java.util.Optional;

/// One thing that pods may not do.
@FunctionalInterface
interface Check {
    Optional<Violation> violation(CheckedPod pod);
}
