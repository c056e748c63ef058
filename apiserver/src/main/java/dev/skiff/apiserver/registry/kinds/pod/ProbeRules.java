package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.OptionalLong;

/// Probes and lifecycle hooks, and the handlers both are made of.
final class ProbeRules {
    private static final String ONE_HANDLER = "may not specify more than 1 handler type";
    private static final List<String> PROBE_HANDLERS =
            List.of("exec", "httpGet", "tcpSocket", "grpc");
    private static final List<String> HOOK_HANDLERS =
            List.of("exec", "httpGet", "tcpSocket", "sleep");
    private static final List<String> SCHEMES = List.of("HTTP", "HTTPS");
    private static final List<String> NUMBERS =
            List.of(
                    "initialDelaySeconds",
                    "timeoutSeconds",
                    "periodSeconds",
                    "successThreshold",
                    "failureThreshold");

    private ProbeRules() {}

    /// The probes and hooks of a container that may have them.
    static void all(JsonNode container, PodContext pod, FieldPath path, List<FieldError> errors) {
        JsonNode lifecycle = Fields.at(container, "lifecycle");
        for (String hook : List.of("postStart", "preStop")) {
            if (Fields.has(lifecycle, hook)) {
                FieldPath hookPath = path.child("lifecycle").child(hook);
                handler(Fields.at(lifecycle, hook), HOOK_HANDLERS, pod, hookPath, errors);
            }
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (Fields.has(container, probe)) {
                probe(Fields.at(container, probe), probe, pod, path.child(probe), errors);
            }
        }
    }

    private static void probe(
            JsonNode probe, String which, PodContext pod, FieldPath path, List<FieldError> errors) {
        handler(probe, PROBE_HANDLERS, pod, path, errors);
        for (String number : NUMBERS) {
            FieldChecks.nonNegative(probe, number, path, errors);
        }
        JsonNode grace = Fields.at(probe, "terminationGracePeriodSeconds");
        FieldPath gracePath = path.child("terminationGracePeriodSeconds");
        if (grace.isNumber() && grace.asLong() <= 0) {
            errors.add(FieldError.invalid(gracePath, grace, "must be greater than 0"));
        }
        if (which.equals("readinessProbe")) {
            if (grace.isNumber()) {
                errors.add(
                        FieldError.invalid(
                                gracePath, grace, "must not be set for readinessProbes"));
            }
        } else if (Fields.number(probe, "successThreshold") != 1) {
            errors.add(
                    FieldError.invalid(
                            path.child("successThreshold"),
                            Fields.number(probe, "successThreshold"),
                            "must be 1"));
        }
    }

    private static void handler(
            JsonNode owner,
            List<String> kinds,
            PodContext pod,
            FieldPath path,
            List<FieldError> errors) {
        boolean hasOne = false;
        for (String kind : kinds) {
            if (!Fields.has(owner, kind)) {
                continue;
            }
            if (hasOne) {
                errors.add(FieldError.forbidden(path.child(kind), ONE_HANDLER));
            } else {
                action(
                        kind,
                        Fields.at(owner, kind),
                        pod.gracePeriodSeconds(),
                        path.child(kind),
                        errors);
            }
            hasOne = true;
        }
        if (!hasOne) {
            errors.add(FieldError.required(path, "must specify a handler type"));
        }
    }

    private static void action(
            String kind,
            JsonNode action,
            OptionalLong gracePeriodSeconds,
            FieldPath path,
            List<FieldError> errors) {
        switch (kind) {
            case "exec" -> {
                if (Fields.at(action, "command").isEmpty()) {
                    errors.add(FieldError.required(path.child("command"), ""));
                }
            }
            case "httpGet" -> httpGet(action, path, errors);
            case "sleep" -> sleep(action, gracePeriodSeconds, path, errors);
            default ->
                    FieldChecks.portNumberOrName(
                            Fields.at(action, "port"), path.child("port"), errors);
        }
    }

    private static void httpGet(JsonNode action, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(action, "path", path, errors);
        FieldChecks.portNumberOrName(Fields.at(action, "port"), path.child("port"), errors);
        FieldChecks.oneOf(Fields.text(action, "scheme"), SCHEMES, path.child("scheme"), errors);
        for (JsonNode header : Fields.at(action, "httpHeaders")) {
            String name = Fields.text(header, "name");
            FieldChecks.invalid(
                    path.child("httpHeaders"), name, TextRules.httpHeaderName(name), errors);
        }
    }

    private static void sleep(
            JsonNode action,
            OptionalLong gracePeriodSeconds,
            FieldPath path,
            List<FieldError> errors) {
        long seconds = Fields.number(action, "seconds");
        if (gracePeriodSeconds.isPresent()
                && (seconds < 0 || seconds > gracePeriodSeconds.getAsLong())) {
            errors.add(
                    FieldError.invalid(
                            path,
                            seconds,
                            "must be non-negative and less than terminationGracePeriodSeconds (%d)"
                                    .formatted(gracePeriodSeconds.getAsLong())));
        }
    }
}
