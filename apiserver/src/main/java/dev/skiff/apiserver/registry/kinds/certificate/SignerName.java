package dev.skiff.apiserver.registry.kinds.certificate;

import dev.skiff.api.codec.GoText;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import java.util.List;
import java.util.function.Function;

/// What a signer may be called: `example.com/signer-name`.
final class SignerName {
    private static final int MAX_DOMAIN = 253;
    private static final int MAX_LENGTH = 571;

    private SignerName() {}

    static void check(String name, FieldPath path, List<FieldError> errors) {
        if (name.isEmpty()) {
            errors.add(FieldError.required(path, ""));
            return;
        }
        String[] parts = name.split("/", -1);
        if (parts.length != 2) {
            errors.add(
                    FieldError.invalid(
                            path,
                            name,
                            "must be a fully qualified domain and path of the form"
                                    + " 'example.com/signer-name'"));
            return;
        }
        if (parts[0].length() > MAX_DOMAIN) {
            errors.add(FieldError.tooLong(path, MAX_DOMAIN));
        }
        labels(parts[0], TextRules::dnsLabel, path, errors);
        if (parts[0].indexOf('.') < 0) {
            errors.add(
                    FieldError.invalid(
                            path,
                            parts[0],
                            "should be a domain with at least two segments separated by dots"));
        }
        labels(parts[1], TextRules::subdomain, path, errors);
        if (name.length() > MAX_LENGTH) {
            errors.add(FieldError.tooLong(path, MAX_LENGTH));
        }
    }

    /// What is wrong with the first bad one of the labels between dots.
    private static void labels(
            String part,
            Function<String, List<String>> rule,
            FieldPath path,
            List<FieldError> errors) {
        for (String label : part.split("\\.", -1)) {
            List<String> wrong = rule.apply(label);
            for (String why : wrong) {
                errors.add(
                        FieldError.invalid(
                                path,
                                part,
                                "validating label %s: %s".formatted(GoText.quote(label), why)));
            }
            if (!wrong.isEmpty()) {
                return;
            }
        }
    }
}
