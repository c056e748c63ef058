package dev.skiff.apiserver.registry.kinds.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.IpAddress;
import java.util.List;

/// What an Ingress says of hosts, paths and where they lead, and where it is reached.
public final class IngressRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String NOT_A_NAME = "must be a DNS name, not an IP address";

    private IngressRules() {}

    /// In upstream's order.
    public static void check(JsonNode spec, List<FieldError> errors) {
        JsonNode rules = Fields.at(spec, "rules");
        if (rules.isEmpty() && !Fields.has(spec, "defaultBackend")) {
            errors.add(
                    FieldError.invalid(
                            SPEC,
                            rules.isMissingNode() ? NullNode.getInstance() : rules,
                            "either `defaultBackend` or `rules` must be specified"));
        }
        if (Fields.has(spec, "defaultBackend")) {
            BackendRules.check(
                    Fields.at(spec, "defaultBackend"), SPEC.child("defaultBackend"), errors);
        }
        int i = 0;
        for (JsonNode rule : rules) {
            rule(rule, SPEC.child("rules").index(i++), errors);
        }
        i = 0;
        for (JsonNode tls : Fields.at(spec, "tls")) {
            tls(tls, SPEC.child("tls").index(i++), errors);
        }
        if (Fields.has(spec, "ingressClassName")) {
            String name = Fields.text(spec, "ingressClassName");
            FieldChecks.invalid(
                    SPEC.child("ingressClassName"), name, TextRules.subdomain(name), errors);
        }
    }

    private static void rule(JsonNode rule, FieldPath path, List<FieldError> errors) {
        String host = Fields.text(rule, "host");
        if (!host.isEmpty()) {
            if (IpAddress.parse(host).isPresent()) {
                errors.add(FieldError.invalid(path.child("host"), host, NOT_A_NAME));
            }
            host(host, path.child("host"), errors);
        }
        JsonNode http = Fields.at(rule, "http");
        if (!http.isObject()) {
            return;
        }
        FieldPath paths = path.child("http").child("paths");
        if (Fields.at(http, "paths").isEmpty()) {
            errors.add(FieldError.required(paths, ""));
        }
        int i = 0;
        for (JsonNode each : Fields.at(http, "paths")) {
            BackendRules.ofPath(each, paths.index(i++), errors);
        }
    }

    private static void host(String host, FieldPath path, List<FieldError> errors) {
        boolean isWildcard = host.indexOf('*') >= 0;
        FieldChecks.invalid(
                path,
                host,
                isWildcard ? TextRules.wildcardSubdomain(host) : TextRules.subdomain(host),
                errors);
    }

    private static void tls(JsonNode tls, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode host : Fields.at(tls, "hosts")) {
            host(host.asText(), path.child("hosts").index(i++), errors);
        }
        String secret = Fields.text(tls, "secretName");
        if (!secret.isEmpty()) {
            FieldChecks.invalid(
                    path.child("secretName"), secret, NameRule.DNS_SUBDOMAIN.check(secret), errors);
        }
    }

    /// Where a load balancer says that it is reached.
    public static void status(JsonNode status, List<FieldError> errors) {
        FieldPath points = FieldPath.of("status", "loadBalancer", "ingress");
        int i = 0;
        for (JsonNode point : Fields.at(status, "loadBalancer", "ingress")) {
            FieldPath path = points.index(i++);
            String ip = Fields.text(point, "ip");
            if (!ip.isEmpty()) {
                AddressRules.strictAddress(ip, path.child("ip"), errors);
            }
            String host = Fields.text(point, "hostname");
            if (!host.isEmpty()) {
                FieldPath hostPath = path.child("hostname");
                FieldChecks.invalid(hostPath, host, TextRules.subdomain(host), errors);
                if (IpAddress.parse(host).isPresent()) {
                    errors.add(FieldError.invalid(hostPath, host, NOT_A_NAME));
                }
            }
        }
    }
}
