package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.regex.Pattern;

/// What only Windows containers have. We run none, but their manifests are checked like any other.
final class WindowsRules {
    private static final int MAX_SPEC_KIB = 64;
    private static final int MAX_DOMAIN = 256;
    private static final int MAX_USER = 104;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern NET_BIOS =
            Pattern.compile("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}");
    private static final String DNS_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final Pattern DNS = Pattern.compile(DNS_LABEL + "(?:\\." + DNS_LABEL + ")*");
    private static final Pattern BAD_USER = Pattern.compile("[\"/\\\\:;|=,+*?<>@\\[\\]]");
    private static final Pattern DOTS = Pattern.compile("[. ]+");

    private WindowsRules() {}

    static void options(JsonNode options, FieldPath path, List<FieldError> errors) {
        if (!options.isObject()) {
            return;
        }
        if (Fields.has(options, "gmsaCredentialSpecName")) {
            String name = Fields.text(options, "gmsaCredentialSpecName");
            FieldChecks.invalid(
                    path.child("gmsaCredentialSpecName"),
                    name,
                    NameRule.DNS_SUBDOMAIN.check(name),
                    errors);
        }
        if (Fields.has(options, "gmsaCredentialSpec")) {
            String spec = Fields.text(options, "gmsaCredentialSpec");
            FieldPath specPath = path.child("gmsaCredentialSpec");
            if (spec.isEmpty()) {
                errors.add(
                        FieldError.invalid(
                                specPath, spec, "gmsaCredentialSpec cannot be an empty string"));
            } else if (spec.length() > MAX_SPEC_KIB * 1024) {
                errors.add(
                        FieldError.invalid(
                                specPath,
                                spec,
                                "gmsaCredentialSpec size must be under %d KiB"
                                        .formatted(MAX_SPEC_KIB)));
            }
        }
        if (Fields.has(options, "runAsUserName")) {
            userName(Fields.text(options, "runAsUserName"), path.child("runAsUserName"), errors);
        }
    }

    private static void userName(String name, FieldPath path, List<FieldError> errors) {
        String[] parts = name.split("\\\\", -1);
        if (name.isEmpty()) {
            errors.add(FieldError.invalid(path, name, "runAsUserName cannot be an empty string"));
        } else if (CONTROL.matcher(name).find()) {
            errors.add(
                    FieldError.invalid(
                            path, name, "runAsUserName cannot contain control characters"));
        } else if (parts.length > 2) {
            errors.add(
                    FieldError.invalid(
                            path, name, "runAsUserName cannot contain more than one backslash"));
        } else {
            if (parts.length == 2) {
                domain(name, parts[0], path, errors);
            }
            user(name, parts[parts.length - 1], path, errors);
        }
    }

    private static void domain(
            String name, String domain, FieldPath path, List<FieldError> errors) {
        if (domain.length() >= MAX_DOMAIN) {
            errors.add(
                    FieldError.invalid(
                            path,
                            name,
                            "runAsUserName's Domain length must be under %d characters"
                                    .formatted(MAX_DOMAIN)));
        }
        if (!NET_BIOS.matcher(domain).matches() && !DNS.matcher(domain).matches()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            name,
                            "runAsUserName's Domain doesn't match the NetBios nor the DNS format"));
        }
    }

    private static void user(String name, String user, FieldPath path, List<FieldError> errors) {
        if (user.isEmpty()) {
            errors.add(FieldError.invalid(path, name, "runAsUserName's User cannot be empty"));
        } else if (user.length() > MAX_USER) {
            errors.add(
                    FieldError.invalid(
                            path,
                            name,
                            "runAsUserName's User length must not be longer than %d characters"
                                    .formatted(MAX_USER)));
        }
        if (DOTS.matcher(user).matches()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            name,
                            "runAsUserName's User cannot contain only periods or spaces"));
        }
        if (BAD_USER.matcher(user).find()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            name,
                            "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]"));
        }
    }

    /// Containers of the host itself: all of a pod's or none, and in the host's network.
    static void hostProcess(JsonNode spec, FieldPath path, List<FieldError> errors) {
        JsonNode ofPod = Fields.at(spec, "securityContext", "windowsOptions", "hostProcess");
        int hostProcesses = 0;
        List<ContainerAt> containers = ContainerAt.everywhere(spec, path);
        for (ContainerAt container : containers) {
            JsonNode own =
                    Fields.at(container.node(), "securityContext", "windowsOptions", "hostProcess");
            if (ofPod.isBoolean() && own.isBoolean() && !own.equals(ofPod)) {
                FieldPath ownPath = container.path().child("securityContext");
                errors.add(
                        FieldError.invalid(
                                ownPath.child("windowsOptions").child("hostProcess"),
                                own,
                                "pod hostProcess value must be identical if both are specified, was "
                                        + ofPod));
            }
            hostProcesses += (own.isBoolean() ? own : ofPod).asBoolean(false) ? 1 : 0;
        }
        if (hostProcesses == 0) {
            return;
        }
        if (hostProcesses != containers.size()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            "",
                            "If pod contains any hostProcess containers then all containers must be HostProcess"
                                    + " containers"));
        }
        if (!Fields.isTrue(spec, "hostNetwork")) {
            errors.add(
                    FieldError.invalid(
                            path.child("hostNetwork"),
                            BooleanNode.FALSE,
                            "hostNetwork must be true if pod contains any hostProcess containers"));
        }
    }
}
