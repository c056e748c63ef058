package dev.skiff.apiserver.registry.kinds.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a CertificateSigningRequest may ask for. What was wrong when it was stored may stay.
public final class SigningRequestRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String LEGACY_SIGNER = "kubernetes.io/legacy-unknown";
    private static final long SHORTEST_SECONDS = 600;
    private static final List<String> USAGES =
            List.of(
                    "any",
                    "cert sign",
                    "client auth",
                    "code signing",
                    "content commitment",
                    "crl sign",
                    "data encipherment",
                    "decipher only",
                    "digital signature",
                    "email protection",
                    "encipher only",
                    "ipsec end system",
                    "ipsec tunnel",
                    "ipsec user",
                    "key agreement",
                    "key encipherment",
                    "microsoft sgc",
                    "netscape sgc",
                    "ocsp signing",
                    "s/mime",
                    "server auth",
                    "signing",
                    "timestamping");

    private SigningRequestRules() {}

    /// @param stored what is there; empty for a creation
    public static void check(
            ObjectNode object, Optional<ObjectNode> stored, List<FieldError> errors) {
        JsonNode spec = Fields.at(object, "spec");
        Optional<JsonNode> before = stored.map(request -> Fields.at(request, "spec"));
        request(Fields.text(spec, "request"), errors);
        List<String> old =
                before.map(s -> Fields.texts(Fields.at(s, "usages"))).orElseGet(List::of);
        usages(Fields.texts(Fields.at(spec, "usages")), old, errors);
        signer(spec, before, errors);
        long seconds = Fields.number(spec, "expirationSeconds");
        if (Fields.has(spec, "expirationSeconds") && seconds < SHORTEST_SECONDS) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("expirationSeconds"),
                            seconds,
                            "may not specify a duration less than 600 seconds (10 minutes)"));
        }
        JsonNode status = Fields.at(object, "status");
        Optional<JsonNode> statusBefore = stored.map(request -> Fields.at(request, "status"));
        SigningConditions.check(
                Fields.at(status, "conditions"),
                statusBefore.map(s -> Fields.at(s, "conditions")),
                errors);
        certificate(
                Fields.text(status, "certificate"),
                statusBefore.map(s -> Fields.text(s, "certificate")),
                errors);
    }

    private static void request(String request, List<FieldError> errors) {
        Optional<String> problem =
                switch (CertificateRequest.read(request)) {
                    case CertificateRequest.Reading.Malformed(var why) -> Optional.of(why);
                    case CertificateRequest.Reading.Read(var read) -> read.signatureProblem();
                };
        problem.ifPresent(
                why -> errors.add(FieldError.invalid(SPEC.child("request"), request, why)));
    }

    private static void usages(List<String> usages, List<String> before, List<FieldError> errors) {
        FieldPath path = SPEC.child("usages");
        if (usages.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        }
        if (USAGES.containsAll(before)) {
            for (int i = 0; i < usages.size(); i++) {
                FieldChecks.oneOf(usages.get(i), USAGES, path.index(i), errors);
            }
        }
        if (before.stream().distinct().count() == before.size()) {
            Set<String> seen = new LinkedHashSet<>();
            for (int i = 0; i < usages.size(); i++) {
                if (!seen.add(usages.get(i))) {
                    errors.add(FieldError.duplicate(path.index(i), usages.get(i)));
                }
            }
        }
    }

    private static void signer(JsonNode spec, Optional<JsonNode> before, List<FieldError> errors) {
        String signer = Fields.text(spec, "signerName");
        boolean wasLegacy =
                before.filter(s -> Fields.text(s, "signerName").equals(LEGACY_SIGNER)).isPresent();
        FieldPath path = SPEC.child("signerName");
        if (signer.equals(LEGACY_SIGNER) && !wasLegacy) {
            errors.add(
                    FieldError.invalid(
                            path,
                            signer,
                            "the legacy signerName is not allowed via this API version"));
        } else {
            SignerName.check(signer, path, errors);
        }
    }

    private static void certificate(
            String certificate, Optional<String> before, List<FieldError> errors) {
        boolean isLeftAlone =
                before.isPresent()
                        && (before.get().equals(certificate)
                                || IssuedCertificate.problem(before.get()).isPresent());
        if (!isLeftAlone) {
            IssuedCertificate.problem(certificate)
                    .ifPresent(
                            why ->
                                    errors.add(
                                            FieldError.invalid(
                                                    FieldPath.of("status", "certificate"),
                                                    "<certificate data>",
                                                    why)));
        }
    }
}
