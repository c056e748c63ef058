package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.registry.kinds.certificate.CertificateRequest;
import java.util.List;

/// Certificates are asked for by whoever calls, and not for the cluster's masters.
final class CertificateRequester implements AdmissionPlugin {
    private static final String CLIENT_SIGNER = "kubernetes.io/kube-apiserver-client";

    @Override
    public void admit(AdmissionRequest request) {
        if (isNew(request)) {
            identify(Fields.child(request.object(), "spec"), request.user());
        }
    }

    private static boolean isNew(AdmissionRequest request) {
        return request.operation() == AdmissionRequest.Operation.CREATE
                && request.isOf(Kinds.CERTIFICATE_SIGNING_REQUEST);
    }

    private static void identify(ObjectNode spec, UserInfo user) {
        spec.remove(List.of("username", "uid", "groups", "extra"));
        spec.put("username", user.name());
        if (!user.uid().isEmpty()) {
            spec.put("uid", user.uid());
        }
        if (!user.groups().isEmpty()) {
            ArrayNode groups = spec.putArray("groups");
            user.groups().forEach(groups::add);
        }
        if (!user.extra().isEmpty()) {
            ObjectNode extra = spec.putObject("extra");
            user.extra().forEach((key, values) -> values.forEach(extra.putArray(key)::add));
        }
    }

    @Override
    public void check(AdmissionRequest request) {
        String signer = Fields.text(request.object(), "spec", "signerName");
        boolean isForClients = isNew(request) && signer.equals(CLIENT_SIGNER);
        if (isForClients && isForMasters(request.object())) {
            throw request.forbidden(
                    "use of %s signer with %s group is not allowed"
                            .formatted(signer, UserInfo.MASTERS_GROUP));
        }
    }

    private static boolean isForMasters(ObjectNode object) {
        return switch (CertificateRequest.read(Fields.text(object, "spec", "request"))) {
            case CertificateRequest.Reading.Read(var asked) ->
                    asked.organizations().contains(UserInfo.MASTERS_GROUP);
            case CertificateRequest.Reading.Malformed(var _) -> false;
        };
    }
}
