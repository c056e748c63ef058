package dev.skiff.apiserver.registry;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The query of a list, a watch or a deletion of a collection.
///
/// @param resourceVersion as given; empty: the latest
/// @param initialEvents whether a watch is to begin with the present state, if the caller says
/// @param timeoutSeconds when a watch is to end
record ListOptions(
        String labelSelector,
        String fieldSelector,
        int limit,
        String continueToken,
        String resourceVersion,
        VersionMatch versionMatch,
        InitialEvents initialEvents,
        boolean bookmarks,
        OptionalLong timeoutSeconds) {
    private static final String EXACT = "Exact";
    private static final String NOT_OLDER_THAN = "NotOlderThan";
    private static final FieldPath MATCH = FieldPath.of("resourceVersionMatch");
    private static final FieldPath INITIAL = FieldPath.of("sendInitialEvents");

    enum VersionMatch {
        UNSET,
        EXACT,
        NOT_OLDER_THAN
    }

    enum InitialEvents {
        UNSET,
        WANTED,
        UNWANTED
    }

    static ListOptions forList(ApiRequest request) {
        ListOptions options = read(request.query());
        refuse(options.listErrors(request.query().firstOrEmpty("resourceVersionMatch")));
        return options;
    }

    static ListOptions forWatch(ApiRequest request) {
        ListOptions options = read(request.query());
        refuse(options.watchErrors(request.query().firstOrEmpty("resourceVersionMatch")));
        return options;
    }

    private static ListOptions read(Parameters query) {
        return new ListOptions(
                query.firstOrEmpty("labelSelector"),
                query.firstOrEmpty("fieldSelector"),
                (int) Math.min(Integer.MAX_VALUE, Math.max(0, number(query, "limit").orElse(0))),
                query.firstOrEmpty("continue"),
                query.firstOrEmpty("resourceVersion"),
                switch (query.firstOrEmpty("resourceVersionMatch")) {
                    case EXACT -> VersionMatch.EXACT;
                    case NOT_OLDER_THAN -> VersionMatch.NOT_OLDER_THAN;
                    default -> VersionMatch.UNSET;
                },
                initialEvents(query),
                isTrue(query.firstOrEmpty("allowWatchBookmarks")),
                number(query, "timeoutSeconds"));
    }

    private static InitialEvents initialEvents(Parameters query) {
        if (query.first("sendInitialEvents").isEmpty()) {
            return InitialEvents.UNSET;
        }
        return isTrue(query.firstOrEmpty("sendInitialEvents"))
                ? InitialEvents.WANTED
                : InitialEvents.UNWANTED;
    }

    /// What is not plainly false is true, as upstream reads it; an empty value counts as absent.
    private static boolean isTrue(String value) {
        return !value.isEmpty() && !value.equals("false") && !value.equals("0");
    }

    private static OptionalLong number(Parameters query, String name) {
        String text = query.firstOrEmpty(name);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(WireNumber.parse(text));
    }

    private List<FieldError> listErrors(String match) {
        List<FieldError> errors = new ArrayList<>();
        if (!match.isEmpty()) {
            if (resourceVersion.isEmpty()) {
                errors.add(
                        FieldError.forbidden(
                                MATCH,
                                "resourceVersionMatch is forbidden unless resourceVersion is"
                                        + " provided"));
            }
            if (!continueToken.isEmpty()) {
                errors.add(
                        FieldError.forbidden(
                                MATCH, "resourceVersionMatch is forbidden for continue"));
            }
            if (versionMatch == VersionMatch.UNSET) {
                errors.add(unsupported(match, "\"Exact\", \"NotOlderThan\", \"\""));
            }
            if (versionMatch == VersionMatch.EXACT && resourceVersion.equals("0")) {
                errors.add(
                        FieldError.forbidden(
                                MATCH,
                                "resourceVersionMatch \"exact\" is forbidden for resourceVersion"
                                        + " \"0\""));
            }
        }
        if (initialEvents != InitialEvents.UNSET) {
            errors.add(FieldError.forbidden(INITIAL, "sendInitialEvents is forbidden for list"));
        }
        return errors;
    }

    private List<FieldError> watchErrors(String match) {
        List<FieldError> errors = new ArrayList<>();
        if (!match.isEmpty() && initialEvents == InitialEvents.UNSET) {
            errors.add(
                    FieldError.forbidden(
                            MATCH,
                            "resourceVersionMatch is forbidden for watch unless sendInitialEvents"
                                    + " is provided"));
        }
        if (initialEvents != InitialEvents.UNSET && versionMatch != VersionMatch.NOT_OLDER_THAN) {
            errors.add(
                    FieldError.forbidden(
                            MATCH,
                            "sendInitialEvents requires setting resourceVersionMatch to"
                                    + " NotOlderThan"));
            if (!match.isEmpty()) {
                errors.add(unsupported(match, "\"NotOlderThan\""));
            }
        }
        if (!continueToken.isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            FieldPath.of("continue"), "continue is forbidden for watch"));
        }
        return errors;
    }

    /// Not sorted, unlike other lists of supported values.
    private static FieldError unsupported(String value, String supported) {
        return new FieldError(
                FieldError.Type.NOT_SUPPORTED,
                MATCH.text(),
                "\"" + value + "\"",
                "supported values: " + supported);
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw FieldError.invalid("meta.k8s.io", "ListOptions", "", errors);
        }
    }
}
