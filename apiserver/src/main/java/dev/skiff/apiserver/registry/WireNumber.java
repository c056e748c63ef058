package dev.skiff.apiserver.registry;

import dev.skiff.api.status.ApiException;

/// Whole numbers as queries have them.
final class WireNumber {
    private WireNumber() {}

    /// @throws ApiException in upstream's words if it is none
    static long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ApiException.badRequest(
                    "strconv.ParseInt: parsing \"%s\": invalid syntax".formatted(text));
        }
    }
}
