package dev.skiff.api.validation;

/// What the names of a kind must look like.
public enum NameRule {
    /// At most 253 characters: lower-case labels joined by dots.
    DNS_SUBDOMAIN,
    /// At most 63 characters: lower case, digits and dashes.
    DNS_LABEL,
    /// As [#DNS_LABEL], but beginning with a letter.
    DNS_1035_LABEL,
    /// Whatever can stand in a path: not `.` or `..`, no slash, no percent sign.
    PATH_SEGMENT
}
