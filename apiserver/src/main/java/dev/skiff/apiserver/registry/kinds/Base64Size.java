package dev.skiff.apiserver.registry.kinds;

/// How much there is behind Base64, without decoding it.
final class Base64Size {
    private Base64Size() {}

    static long of(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3L - padding;
    }
}
