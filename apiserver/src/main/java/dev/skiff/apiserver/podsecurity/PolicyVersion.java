package dev.skiff.apiserver.podsecurity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Kubernetes version whose standards hold: `v1.25`, or `latest`.
///
/// @param minor of version 1; [#LATEST] has a greater one than any other
public record PolicyVersion(long minor) {
    public static final PolicyVersion LATEST = new PolicyVersion(Long.MAX_VALUE);

    private static final Pattern NUMBERED = Pattern.compile("v1\\.([0-9]|[1-9][0-9]{1,17})");

    static Optional<PolicyVersion> parse(String text) {
        if (text.equals("latest")) {
            return Optional.of(LATEST);
        }
        Matcher numbered = NUMBERED.matcher(text);
        return numbered.matches()
                ? Optional.of(new PolicyVersion(Long.parseLong(numbered.group(1))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return equals(LATEST) ? "latest" : "v1." + minor;
    }
}
