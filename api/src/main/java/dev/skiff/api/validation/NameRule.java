package dev.skiff.api.validation;

import java.util.List;

/// What the names of a kind must look like.
public enum NameRule {
    /// At most 253 characters: lower-case labels joined by dots.
    DNS_SUBDOMAIN,
    /// At most 63 characters: lower case, digits and dashes.
    DNS_LABEL,
    /// As [#DNS_LABEL], but beginning with a letter.
    DNS_1035_LABEL,
    /// Whatever can stand in a path: not `.` or `..`, no slash, no percent sign.
    PATH_SEGMENT;

    /// What is wrong with a name, in upstream's words.
    public List<String> check(String name) {
        return switch (this) {
            case DNS_SUBDOMAIN -> TextRules.subdomain(name);
            case DNS_LABEL -> TextRules.dnsLabel(name);
            case DNS_1035_LABEL -> TextRules.dns1035Label(name);
            case PATH_SEGMENT -> TextRules.pathSegment(name, false);
        };
    }

    /// What is wrong with a `generateName`, which may end with a dash since something will follow.
    public List<String> checkPrefix(String prefix) {
        return this == PATH_SEGMENT
                ? TextRules.pathSegment(prefix, true)
                : check(maskTrailingDash(prefix));
    }

    private static String maskTrailingDash(String prefix) {
        int last = prefix.length() - 1;
        return last > 0 && prefix.charAt(last) == '-' ? prefix.substring(0, last) + "a" : prefix;
    }
}
