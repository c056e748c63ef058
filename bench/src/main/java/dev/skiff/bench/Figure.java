package dev.skiff.bench;

/// One measured number.
///
/// @param ours what Skiff did
/// @param yardstick what it is compared with, in the same unit
/// @param yardstickName what that is
/// @param goal the greatest ratio we accept; 0: none stated
record Figure(
        String name,
        String unit,
        double ours,
        double yardstick,
        String yardstickName,
        double goal) {
    double ratio() {
        return ours / yardstick;
    }
}
