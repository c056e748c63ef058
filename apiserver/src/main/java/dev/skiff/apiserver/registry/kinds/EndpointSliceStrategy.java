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
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.IpAddress;
import dev.skiff.apiserver.table.EndpointSlicePrinter;
import java.util.ArrayList;
import java.util.List;

/// EndpointSlices.
final class EndpointSliceStrategy extends KindStrategy {
    private static final int MAX_ENDPOINTS = 1000;
    private static final int MAX_ADDRESSES = 100;
    private static final int MAX_PORTS = 20_000;
    private static final int MAX_ZONE_HINTS = 8;
    private static final List<String> ADDRESS_TYPES = List.of("FQDN", "IPv4", "IPv6");

    EndpointSliceStrategy() {
        super(Kinds.ENDPOINT_SLICE, NameRule.DNS_SUBDOMAIN, new EndpointSlicePrinter());
    }

    @Override
    public void applyDefaults(ObjectNode slice) {
        for (JsonNode port : Fields.at(slice, "ports")) {
            ObjectNode node = (ObjectNode) port;
            Fields.defaultText(node, "protocol", "TCP");
            if (!Fields.has(node, "name")) {
                node.put("name", "");
            }
        }
    }

    @Override
    public void prepareForCreate(ObjectNode slice) {
        showNoPorts(slice);
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        showNoPorts(updated);
    }

    /// An empty list is told as none at all.
    private static void showNoPorts(ObjectNode slice) {
        if (Fields.at(slice, "ports").isEmpty()) {
            slice.putNull("ports");
        }
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public List<String> metadataOfGeneration() {
        return List.of("labels");
    }

    @Override
    public List<String> warnings(ObjectNode slice) {
        return Fields.text(slice, "addressType").equals("FQDN")
                ? List.of("spec.addressType: FQDN endpoints are deprecated")
                : List.of();
    }

    @Override
    void check(ObjectNode slice, List<FieldError> errors) {
        super.check(slice, errors);
        FieldChecks.requiredOneOf(slice, "addressType", ADDRESS_TYPES, FieldPath.ROOT, errors);
        endpoints(slice, errors);
        ports(Fields.at(slice, "ports"), errors);
    }

    private static void endpoints(ObjectNode slice, List<FieldError> errors) {
        FieldPath path = FieldPath.of("endpoints");
        JsonNode endpoints = Fields.at(slice, "endpoints");
        String addressType = Fields.text(slice, "addressType");
        if (endpoints.size() > MAX_ENDPOINTS) {
            errors.add(FieldError.tooMany(path, endpoints.size(), MAX_ENDPOINTS));
            return;
        }
        int i = 0;
        for (JsonNode endpoint : endpoints) {
            FieldPath endpointPath = path.index(i++);
            addresses(
                    Fields.at(endpoint, "addresses"),
                    addressType,
                    endpointPath.child("addresses"),
                    errors);
            if (Fields.has(endpoint, "nodeName")) {
                String node = Fields.text(endpoint, "nodeName");
                FieldChecks.invalid(
                        endpointPath.child("nodeName"), node, TextRules.subdomain(node), errors);
            }
            LabelRules.labels(
                    Fields.at(endpoint, "deprecatedTopology"),
                    endpointPath.child("deprecatedTopology"),
                    errors);
            if (Fields.has(endpoint, "hostname")) {
                String name = Fields.text(endpoint, "hostname");
                FieldChecks.invalid(
                        endpointPath.child("hostname"), name, TextRules.dnsLabel(name), errors);
            }
            hints(Fields.at(endpoint, "hints"), endpointPath.child("hints"), errors);
        }
    }

    private static void addresses(
            JsonNode addresses, String type, FieldPath path, List<FieldError> errors) {
        if (addresses.isEmpty()) {
            errors.add(FieldError.required(path, "must contain at least 1 address"));
        } else if (addresses.size() > MAX_ADDRESSES) {
            errors.add(FieldError.tooMany(path, addresses.size(), MAX_ADDRESSES));
        }
        int i = 0;
        for (JsonNode address : addresses) {
            address(address.asText(), type, path.index(i++), errors);
        }
    }

    private static void address(
            String address, String type, FieldPath path, List<FieldError> errors) {
        if (type.equals("FQDN")) {
            domain(address, path, errors);
        } else if (type.equals("IPv4") || type.equals("IPv6")) {
            AddressRules.address(address, path, errors);
            IpAddress.parse(address)
                    .ifPresent(
                            ip -> {
                                if (ip.isV4() != type.equals("IPv4")) {
                                    errors.add(
                                            FieldError.invalid(
                                                    path,
                                                    address,
                                                    "must be an %s address".formatted(type)));
                                }
                                AddressRules.endpoint(address, path, errors);
                            });
        }
    }

    private static void domain(String address, FieldPath path, List<FieldError> errors) {
        String name = address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
        List<String> wrong = TextRules.subdomain(name);
        if (name.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else if (!wrong.isEmpty()) {
            errors.add(FieldError.invalid(path, name, String.join(",", wrong)));
        } else if (name.indexOf('.') < 0) {
            errors.add(
                    FieldError.invalid(
                            path,
                            name,
                            "should be a domain with at least two segments separated by dots"));
        }
    }

    private static void hints(JsonNode hints, FieldPath path, List<FieldError> errors) {
        JsonNode zones = Fields.at(hints, "forZones");
        FieldPath zonesPath = path.child("forZones");
        if (zones.size() > MAX_ZONE_HINTS) {
            errors.add(FieldError.tooMany(zonesPath, zones.size(), MAX_ZONE_HINTS));
            return;
        }
        List<String> names = new ArrayList<>(0);
        int i = 0;
        for (JsonNode zone : zones) {
            FieldPath namePath = zonesPath.index(i++).child("name");
            String name = Fields.text(zone, "name");
            if (names.contains(name)) {
                errors.add(FieldError.duplicate(namePath, name));
            } else {
                names.add(name);
            }
            FieldChecks.invalid(namePath, name, TextRules.labelValue(name), errors);
        }
    }

    private static void ports(JsonNode ports, List<FieldError> errors) {
        FieldPath path = FieldPath.of("ports");
        if (ports.size() > MAX_PORTS) {
            errors.add(FieldError.tooMany(path, ports.size(), MAX_PORTS));
            return;
        }
        List<String> names = new ArrayList<>(0);
        int i = 0;
        for (JsonNode port : ports) {
            FieldPath portPath = path.index(i++);
            String name = Fields.text(port, "name");
            if (!name.isEmpty()) {
                FieldChecks.invalid(portPath.child("name"), name, TextRules.dnsLabel(name), errors);
            }
            if (names.contains(name)) {
                errors.add(FieldError.duplicate(portPath.child("name"), name));
            } else {
                names.add(name);
            }
            FieldChecks.requiredOneOf(port, "protocol", PodSpecRules.PROTOCOLS, portPath, errors);
            if (Fields.has(port, "appProtocol")) {
                LabelRules.key(
                        Fields.text(port, "appProtocol"), portPath.child("appProtocol"), errors);
            }
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        FieldChecks.immutable(
                Fields.at(updated, "addressType"),
                Fields.at(stored, "addressType"),
                FieldPath.of("addressType"),
                errors);
    }
}
