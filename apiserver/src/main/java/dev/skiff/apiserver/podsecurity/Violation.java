package dev.skiff.apiserver.podsecurity;

/// Why a standard does not allow a pod.
///
/// @param reason in short: `host namespaces`
/// @param detail what in the pod it is: `hostNetwork=true`
record Violation(String reason, String detail) {
    @Override
    public String toString() {
        return detail.isEmpty() ? reason : reason + " (" + detail + ")";
    }
}
