package dev.skiff.scheduler.snapshot;

import java.util.List;

/// A pod's permission to run on nodes with certain taints.
///
/// @param key empty: every key
/// @param existsOnly whether any value will do
/// @param effect as the API writes it; empty: every effect
public record Toleration(String key, boolean existsOnly, String value, String effect) {
    public boolean tolerates(Taint taint) {
        return (effect.isEmpty() || effect.equals(taint.effect().wireName()))
                && (key.isEmpty() || key.equals(taint.key()))
                && (existsOnly || value.equals(taint.value()));
    }

    public static boolean anyTolerates(List<Toleration> tolerations, Taint taint) {
        for (Toleration toleration : tolerations) {
            if (toleration.tolerates(taint)) {
                return true;
            }
        }
        return false;
    }
}
