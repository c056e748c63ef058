package dev.skiff.apiserver.registry.kinds.batch;

import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Names of time zones, as the IANA has them.
final class TimeZones {
    private static final Pattern PART = Pattern.compile("[A-Za-z.\\-_0-9+]{1,14}");
    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

    private TimeZones() {}

    static void check(String zone, FieldPath path, List<FieldError> errors) {
        if (zone.isEmpty()) {
            errors.add(FieldError.invalid(path, zone, "timeZone must be nil or non-empty string"));
            return;
        }
        for (String part : zone.split("/", -1)) {
            boolean isName =
                    PART.matcher(part).matches()
                            && !part.equals(".")
                            && !part.equals("..")
                            && !part.startsWith("-");
            if (!isName) {
                errors.add(FieldError.invalid(path, zone, "unknown time zone " + zone));
                return;
            }
        }
        if (zone.equalsIgnoreCase("Local")) {
            errors.add(
                    FieldError.invalid(
                            path,
                            zone,
                            "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"));
        }
        if (!isKnown(zone)) {
            errors.add(FieldError.invalid(path, zone, "unknown time zone " + zone));
        }
    }

    /// `Local` is known, though not allowed.
    static boolean isKnown(String zone) {
        boolean isOwn = zone.isEmpty() || zone.equals("UTC") || zone.equals("Local");
        return isOwn || (KNOWN.contains(zone) && !zone.startsWith("SystemV/"));
    }
}
