package dev.skiff.apiserver.registry.metadata;

import dev.skiff.api.codec.GoText;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the name of a field manager may be.
public final class ManagerRules {
    public static final int MAX_BYTES = 128;

    private ManagerRules() {}

    public static void check(String manager, FieldPath path, List<FieldError> errors) {
        if (bytes(manager) > MAX_BYTES) {
            errors.add(FieldError.tooLong(path, MAX_BYTES));
        }
        int position = 0;
        for (int c : manager.codePoints().toArray()) {
            if (!GoText.isPrintable(c)) {
                errors.add(
                        FieldError.invalid(
                                path,
                                manager,
                                "invalid character U+%04X (at position %d)"
                                        .formatted(c, position)));
            }
            position += bytes(Character.toString(c));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
