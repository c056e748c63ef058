package dev.skiff.apiserver.registry.kinds.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.IpRange;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whom a NetworkPolicy lets talk to whom.
public final class NetworkPolicyRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath TYPES = SPEC.child("policyTypes");
    private static final List<String> DIRECTIONS = List.of("Ingress", "Egress");
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");

    private NetworkPolicyRules() {}

    /// In upstream's order.
    public static void check(JsonNode spec, List<FieldError> errors) {
        LabelSelectorRules.check(Fields.at(spec, "podSelector"), SPEC.child("podSelector"), errors);
        rules(Fields.at(spec, "ingress"), SPEC.child("ingress"), "from", errors);
        rules(Fields.at(spec, "egress"), SPEC.child("egress"), "to", errors);
        JsonNode types = Fields.at(spec, "policyTypes");
        if (types.size() > DIRECTIONS.size()) {
            errors.add(
                    FieldError.invalid(TYPES, types, "may not specify more than two policyTypes"));
            return;
        }
        int i = 0;
        for (JsonNode type : types) {
            FieldChecks.oneOf(type.asText(), DIRECTIONS, TYPES.index(i++), errors);
        }
    }

    private static void rules(
            JsonNode rules, FieldPath path, String peers, List<FieldError> errors) {
        int i = 0;
        for (JsonNode rule : rules) {
            FieldPath rulePath = path.index(i++);
            int j = 0;
            for (JsonNode port : Fields.at(rule, "ports")) {
                port(port, rulePath.child("ports").index(j++), errors);
            }
            j = 0;
            for (JsonNode peer : Fields.at(rule, peers)) {
                peer(peer, rulePath.child(peers).index(j++), errors);
            }
        }
    }

    private static void port(JsonNode port, FieldPath path, List<FieldError> errors) {
        FieldChecks.optionalOneOf(port, "protocol", PROTOCOLS, path, errors);
        JsonNode first = Fields.at(port, "port");
        FieldPath lastPath = path.child("endPort");
        boolean hasLast = Fields.has(port, "endPort");
        long last = Fields.number(port, "endPort");
        if (first.isNumber()) {
            FieldChecks.portNumberOrName(first, path.child("port"), errors);
            if (hasLast && last < first.asLong()) {
                errors.add(
                        FieldError.invalid(
                                lastPath, last, "must be greater than or equal to `port`"));
            }
            if (hasLast) {
                FieldChecks.invalid(lastPath, last, TextRules.portNumber(last), errors);
            }
            return;
        }
        if (hasLast) {
            String why = first.isTextual() ? "`port` is non-numeric" : "`port` is not specified";
            errors.add(FieldError.invalid(lastPath, last, "may not be specified when " + why));
        }
        if (first.isTextual()) {
            FieldChecks.portNumberOrName(first, path.child("port"), errors);
        }
    }

    private static void peer(JsonNode peer, FieldPath path, List<FieldError> errors) {
        int given = 0;
        for (String selector : List.of("podSelector", "namespaceSelector")) {
            if (Fields.has(peer, selector)) {
                given++;
                LabelSelectorRules.check(Fields.at(peer, selector), path.child(selector), errors);
            }
        }
        boolean isBlock = Fields.has(peer, "ipBlock");
        if (isBlock) {
            block(Fields.at(peer, "ipBlock"), path.child("ipBlock"), errors);
        }
        if (given == 0 && !isBlock) {
            errors.add(FieldError.required(path, "must specify a peer"));
        } else if (given > 0 && isBlock) {
            errors.add(FieldError.forbidden(path, "may not specify both ipBlock and another peer"));
        }
    }

    private static void block(JsonNode block, FieldPath path, List<FieldError> errors) {
        String cidr = Fields.text(block, "cidr");
        if (cidr.isEmpty()) {
            errors.add(FieldError.required(path.child("cidr"), ""));
            return;
        }
        AddressRules.strictRange(cidr, path.child("cidr"), errors);
        Optional<IpRange> whole = IpRange.parse(cidr);
        if (whole.isEmpty()) {
            return;
        }
        int i = 0;
        for (JsonNode except : Fields.at(block, "except")) {
            FieldPath exceptPath = path.child("except").index(i++);
            String text = except.asText();
            AddressRules.strictRange(text, exceptPath, errors);
            boolean isOutside =
                    IpRange.parse(text).filter(part -> !whole.get().isWiderThan(part)).isPresent();
            if (isOutside) {
                errors.add(
                        FieldError.invalid(exceptPath, text, "must be a strict subset of `cidr`"));
            }
        }
    }

    /// Ranges that are not written as upstream would.
    public static List<String> warnings(JsonNode spec) {
        List<String> warnings = new ArrayList<>(0);
        blockWarnings(Fields.at(spec, "ingress"), SPEC.child("ingress"), "from", warnings);
        blockWarnings(Fields.at(spec, "egress"), SPEC.child("egress"), "to", warnings);
        return warnings;
    }

    private static void blockWarnings(
            JsonNode rules, FieldPath path, String peers, List<String> warnings) {
        for (int i = 0; i < rules.size(); i++) {
            JsonNode all = Fields.at(rules.get(i), peers);
            for (int j = 0; j < all.size(); j++) {
                JsonNode block = Fields.at(all.get(j), "ipBlock");
                FieldPath at = path.index(i).child(peers).index(j).child("ipBlock");
                warnings.addAll(
                        AddressRules.rangeWarnings(Fields.text(block, "cidr"), at.child("cidr")));
                List<String> excepts = Fields.texts(Fields.at(block, "except"));
                for (int k = 0; k < excepts.size(); k++) {
                    FieldPath exceptPath = at.child("except").index(k);
                    warnings.addAll(AddressRules.rangeWarnings(excepts.get(k), exceptPath));
                }
            }
        }
    }
}
