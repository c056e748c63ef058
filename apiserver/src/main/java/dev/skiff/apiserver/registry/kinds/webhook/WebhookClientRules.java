package dev.skiff.apiserver.registry.kinds.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a webhook is called: at a URL, or through a service.
public final class WebhookClientRules {
    private static final String FORM = "; desired format: https://host[/path]";

    private WebhookClientRules() {}

    public static void check(JsonNode client, FieldPath path, List<FieldError> errors) {
        boolean hasUrl = Fields.has(client, "url");
        boolean hasService = Fields.has(client, "service");
        if (hasUrl == hasService) {
            errors.add(FieldError.required(path, "exactly one of url or service is required"));
        } else if (hasUrl) {
            url(Fields.text(client, "url"), path.child("url"), errors);
        } else {
            service(Fields.at(client, "service"), path.child("service"), errors);
        }
    }

    private static void url(String text, FieldPath path, List<FieldError> errors) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            errors.add(
                    FieldError.required(
                            path,
                            "url must be a valid URL: parse \"%s\": %s%s"
                                    .formatted(text, e.getReason(), FORM)));
            return;
        }
        String scheme = orEmpty(url.getScheme());
        if (!scheme.equals("https")) {
            errors.add(
                    FieldError.invalid(
                            path, scheme, "'https' is the only allowed URL scheme" + FORM));
        }
        String authority = orEmpty(url.getRawAuthority());
        int at = authority.lastIndexOf('@');
        if (authority.length() == at + 1) {
            errors.add(FieldError.invalid(path, "", "host must be specified" + FORM));
        }
        if (at >= 0) {
            errors.add(
                    FieldError.invalid(
                            path,
                            authority.substring(0, at),
                            "user information is not permitted in the URL"));
        }
        notPermitted(orEmpty(url.getFragment()), "fragments", path, errors);
        notPermitted(orEmpty(url.getRawQuery()), "query parameters", path, errors);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void notPermitted(
            String value, String what, FieldPath path, List<FieldError> errors) {
        if (!value.isEmpty()) {
            errors.add(FieldError.invalid(path, value, what + " are not permitted in the URL"));
        }
    }

    /// Upstream takes name and namespace for each other, and so blames the other one.
    private static void service(JsonNode service, FieldPath path, List<FieldError> errors) {
        if (Fields.text(service, "namespace").isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        }
        if (Fields.text(service, "name").isEmpty()) {
            errors.add(FieldError.required(path.child("namespace"), ""));
        }
        long port = Fields.number(service, "port");
        List<String> wrong = TextRules.portNumber(port);
        if (!wrong.isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            path.child("port"),
                            port,
                            "port is not valid: " + String.join(", ", wrong)));
        }
        path(Fields.text(service, "path"), path.child("path"), errors);
    }

    private static void path(String value, FieldPath path, List<FieldError> errors) {
        if (value.isEmpty() || value.equals("/")) {
            return;
        }
        if (value.equals("//")) {
            errors.add(FieldError.invalid(path, value, "segment[0] may not be empty"));
            return;
        }
        if (!value.startsWith("/")) {
            errors.add(FieldError.invalid(path, value, "must start with a '/'"));
        }
        int end = value.endsWith("/") ? value.length() - 1 : value.length();
        String[] segments = value.substring(1, Math.max(1, end)).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].isEmpty()) {
                errors.add(
                        FieldError.invalid(
                                path, value, "segment[%d] may not be empty".formatted(i)));
                continue;
            }
            for (String message : TextRules.subdomain(segments[i])) {
                errors.add(
                        FieldError.invalid(path, value, "segment[%d]: %s".formatted(i, message)));
            }
        }
    }
}
