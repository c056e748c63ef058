package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.regex.Pattern;

/// How names are looked up within a pod.
final class DnsRules {
    private static final List<String> POLICIES =
            List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
    private static final int MAX_NAMESERVERS = 3;
    private static final int MAX_SEARCHES = 32;
    private static final int MAX_SEARCH_CHARACTERS = 2048;
    private static final Pattern SEARCH =
            Pattern.compile(
                    "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*");
    private static final String SEARCH_MESSAGE =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and"
                    + " must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation"
                    + " is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')";

    private DnsRules() {}

    static void policy(JsonNode spec, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredOneOf(spec, "dnsPolicy", POLICIES, path, errors);
    }

    static void config(JsonNode spec, FieldPath path, List<FieldError> errors) {
        JsonNode config = Fields.at(spec, "dnsConfig");
        JsonNode nameservers = Fields.at(config, "nameservers");
        if (Fields.text(spec, "dnsPolicy").equals("None")) {
            if (!config.isObject()) {
                errors.add(
                        FieldError.required(
                                path, "must provide `dnsConfig` when `dnsPolicy` is None"));
                return;
            }
            if (nameservers.isEmpty()) {
                errors.add(
                        FieldError.required(
                                path.child("nameservers"),
                                "must provide at least one DNS nameserver when `dnsPolicy` is None"));
                return;
            }
        }
        nameservers(nameservers, path.child("nameservers"), errors);
        searches(Fields.at(config, "searches"), path.child("searches"), errors);
        int i = 0;
        for (JsonNode option : Fields.at(config, "options")) {
            FieldPath optionPath = path.child("options").index(i++);
            if (Fields.text(option, "name").isEmpty()) {
                errors.add(FieldError.required(optionPath, "must not be empty"));
            }
        }
    }

    private static void nameservers(JsonNode nameservers, FieldPath path, List<FieldError> errors) {
        if (nameservers.size() > MAX_NAMESERVERS) {
            errors.add(
                    FieldError.invalid(
                            path,
                            nameservers,
                            "must not have more than %d nameservers".formatted(MAX_NAMESERVERS)));
        }
        int i = 0;
        for (JsonNode nameserver : nameservers) {
            AddressRules.address(nameserver.asText(), path.index(i++), errors);
        }
    }

    private static void searches(JsonNode searches, FieldPath path, List<FieldError> errors) {
        if (searches.size() > MAX_SEARCHES) {
            errors.add(
                    FieldError.invalid(
                            path,
                            searches,
                            "must not have more than %d search paths".formatted(MAX_SEARCHES)));
        }
        if (String.join(" ", Fields.texts(searches)).length() > MAX_SEARCH_CHARACTERS) {
            errors.add(
                    FieldError.invalid(
                            path,
                            searches,
                            "must not have more than %d characters (including spaces) in the search list"
                                    .formatted(MAX_SEARCH_CHARACTERS)));
        }
        int i = 0;
        for (JsonNode search : searches) {
            search(search.asText(), path.index(i++), errors);
        }
    }

    private static void search(String search, FieldPath path, List<FieldError> errors) {
        if (search.equals(".")) {
            return;
        }
        String name = search.endsWith(".") ? search.substring(0, search.length() - 1) : search;
        if (name.length() > 253) {
            errors.add(FieldError.invalid(path, name, TextRules.maxCharacters(253)));
        }
        if (!SEARCH.matcher(name).matches()) {
            errors.add(FieldError.invalid(path, name, SEARCH_MESSAGE));
        }
    }

    static void hostAliases(JsonNode aliases, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode alias : aliases) {
            FieldPath aliasPath = path.index(i++);
            AddressRules.address(Fields.text(alias, "ip"), aliasPath.child("ip"), errors);
            int j = 0;
            for (JsonNode hostname : Fields.at(alias, "hostnames")) {
                FieldPath hostPath = aliasPath.child("hostnames").index(j++);
                String name = hostname.asText();
                FieldChecks.invalid(hostPath, name, TextRules.subdomain(name), errors);
            }
        }
    }
}
