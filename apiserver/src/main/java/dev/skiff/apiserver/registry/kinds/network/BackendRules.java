package dev.skiff.apiserver.registry.kinds.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// Paths of an Ingress, and the Service or other object that each leads to.
final class BackendRules {
    private static final List<String> FORBIDDEN_PARTS = List.of("//", "/./", "/../", "%2f", "%2F");
    private static final List<String> FORBIDDEN_ENDS = List.of("/..", "/.");

    private BackendRules() {}

    static void ofPath(JsonNode path, FieldPath at, List<FieldError> errors) {
        if (!Fields.has(path, "pathType")) {
            errors.add(FieldError.required(at.child("pathType"), "pathType must be specified"));
            return;
        }
        String type = Fields.text(path, "pathType");
        String text = Fields.text(path, "path");
        switch (type) {
            case "Exact", "Prefix" -> plainPath(text, at.child("path"), errors);
            case "ImplementationSpecific" -> {
                if (!text.isEmpty()) {
                    absolute(text, at.child("path"), errors);
                }
            }
            default ->
                    errors.add(
                            FieldError.notSupported(
                                    at.child("pathType"),
                                    type,
                                    List.of("Exact", "ImplementationSpecific", "Prefix")));
        }
        check(Fields.at(path, "backend"), at.child("backend"), errors);
    }

    private static void absolute(String text, FieldPath path, List<FieldError> errors) {
        if (!text.startsWith("/")) {
            errors.add(FieldError.invalid(path, text, "must be an absolute path"));
        }
    }

    private static void plainPath(String text, FieldPath path, List<FieldError> errors) {
        absolute(text, path, errors);
        for (String part : FORBIDDEN_PARTS) {
            if (text.contains(part)) {
                errors.add(FieldError.invalid(path, text, "must not contain '%s'".formatted(part)));
            }
        }
        for (String end : FORBIDDEN_ENDS) {
            if (text.endsWith(end)) {
                errors.add(FieldError.invalid(path, text, "cannot end with '%s'".formatted(end)));
            }
        }
    }

    static void check(JsonNode backend, FieldPath path, List<FieldError> errors) {
        boolean isResource = Fields.has(backend, "resource");
        boolean isService = Fields.has(backend, "service");
        if (isResource && isService) {
            errors.add(
                    FieldError.invalid(path, "", "cannot set both resource and service backends"));
        } else if (isResource) {
            ReferenceRules.typed(Fields.at(backend, "resource"), path.child("resource"), errors);
        } else if (isService) {
            service(Fields.at(backend, "service"), path, errors);
        } else {
            errors.add(FieldError.invalid(path, "", "resource or service backend is required"));
        }
    }

    private static void service(JsonNode service, FieldPath backend, List<FieldError> errors) {
        FieldPath path = backend.child("service");
        String name = Fields.text(service, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        } else {
            FieldChecks.invalid(path.child("name"), name, TextRules.dnsLabel(name), errors);
        }
        JsonNode port = Fields.at(service, "port");
        String portName = Fields.text(port, "name");
        long number = Fields.number(port, "number");
        if (!portName.isEmpty() && number != 0) {
            errors.add(FieldError.invalid(backend, "", "cannot set both port name & port number"));
        } else if (!portName.isEmpty()) {
            FieldPath at = path.child("port").child("name");
            FieldChecks.invalid(at, portName, TextRules.portName(portName), errors);
        } else if (number != 0) {
            FieldPath at = path.child("port").child("number");
            FieldChecks.invalid(at, number, TextRules.portNumber(number), errors);
        } else {
            errors.add(FieldError.required(backend, "port name or number is required"));
        }
    }
}
