package dev.skiff.apiserver.registry.kinds.definition;

import dev.skiff.apiserver.registry.rules.IpAddress;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// Formats of strings that schemas may name.
final class StringFormats {
    /// What upstream knows, dashes left out.
    private static final List<String> KNOWN =
            List.of(
                    "bsonobjectid",
                    "uri",
                    "email",
                    "hostname",
                    "ipv4",
                    "ipv6",
                    "cidr",
                    "mac",
                    "uuid",
                    "uuid3",
                    "uuid4",
                    "uuid5",
                    "isbn",
                    "isbn10",
                    "isbn13",
                    "creditcard",
                    "ssn",
                    "hexcolor",
                    "rgbcolor",
                    "byte",
                    "password",
                    "date",
                    "duration",
                    "datetime",
                    "int32",
                    "int64",
                    "float",
                    "double",
                    "k8sshortname",
                    "k8slongname");

    private StringFormats() {}

    static boolean isKnown(String format) {
        return KNOWN.contains(format.replace("-", ""));
    }

    /// Whether a text has this format; one that is not looked at here counts as had.
    static boolean matches(String format, String text) {
        try {
            return switch (format) {
                case "date" -> LocalDate.parse(text) != null;
                case "date-time", "datetime" -> OffsetDateTime.parse(text) != null;
                case "byte" -> Base64.getDecoder().decode(text) != null;
                case "uuid" -> text.length() == 36 && UUID.fromString(text) != null;
                case "ipv4" -> isAddress(text) && text.indexOf(':') < 0;
                case "ipv6" -> isAddress(text) && text.indexOf(':') >= 0;
                default -> true;
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        return IpAddress.parse(text).isPresent();
    }
}
