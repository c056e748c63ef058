package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.PodSpecRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.EndpointsPrinter;
import java.util.List;
import java.util.Optional;

/// Endpoints, which EndpointSlices have replaced.
final class EndpointsStrategy extends KindStrategy {
    private static final String LAST_CHANGE = "endpoints.kubernetes.io/last-change-trigger-time";

    EndpointsStrategy() {
        super(Kinds.ENDPOINTS, NameRule.DNS_SUBDOMAIN, new EndpointsPrinter());
    }

    @Override
    public Optional<String> deprecation() {
        return Optional.of(
                "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
    }

    @Override
    public void applyDefaults(ObjectNode endpoints) {
        for (JsonNode subset : Fields.at(endpoints, "subsets")) {
            for (JsonNode port : Fields.at(subset, "ports")) {
                Fields.defaultText((ObjectNode) port, "protocol", "TCP");
            }
        }
    }

    @Override
    public boolean allowsCreateOnUpdate() {
        return true;
    }

    @Override
    void check(ObjectNode endpoints, List<FieldError> errors) {
        super.check(endpoints, errors);
        ChangeTime.check(endpoints, LAST_CHANGE, errors);
        int i = 0;
        for (JsonNode subset : Fields.at(endpoints, "subsets")) {
            subset(subset, FieldPath.of("subsets").index(i++), errors);
        }
    }

    private static void subset(JsonNode subset, FieldPath path, List<FieldError> errors) {
        List<String> lists = List.of("addresses", "notReadyAddresses");
        if (lists.stream().allMatch(list -> Fields.at(subset, list).isEmpty())) {
            errors.add(
                    FieldError.required(path, "must specify `addresses` or `notReadyAddresses`"));
        }
        for (String list : lists) {
            int i = 0;
            for (JsonNode address : Fields.at(subset, list)) {
                address(address, path.child(list).index(i++), errors);
            }
        }
        JsonNode ports = Fields.at(subset, "ports");
        int i = 0;
        for (JsonNode port : ports) {
            port(port, ports.size() > 1, path.child("ports").index(i++), errors);
        }
    }

    private static void address(JsonNode address, FieldPath path, List<FieldError> errors) {
        String ip = Fields.text(address, "ip");
        AddressRules.address(ip, path.child("ip"), errors);
        String hostname = Fields.text(address, "hostname");
        if (!hostname.isEmpty()) {
            FieldChecks.invalid(
                    path.child("hostname"), hostname, TextRules.dnsLabel(hostname), errors);
        }
        if (Fields.has(address, "nodeName")) {
            String node = Fields.text(address, "nodeName");
            FieldChecks.invalid(path.child("nodeName"), node, TextRules.subdomain(node), errors);
        }
        AddressRules.endpoint(ip, path.child("ip"), errors);
    }

    private static void port(
            JsonNode port, boolean needsName, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(port, "name");
        if (!name.isEmpty()) {
            FieldChecks.invalid(path.child("name"), name, TextRules.dnsLabel(name), errors);
        } else if (needsName) {
            errors.add(FieldError.required(path.child("name"), ""));
        }
        long number = Fields.number(port, "port");
        FieldChecks.invalid(path.child("port"), number, TextRules.portNumber(number), errors);
        FieldChecks.requiredOneOf(port, "protocol", PodSpecRules.PROTOCOLS, path, errors);
        if (Fields.has(port, "appProtocol")) {
            LabelRules.key(Fields.text(port, "appProtocol"), path.child("appProtocol"), errors);
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        check(updated, errors);
    }
}
