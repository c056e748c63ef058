package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.time.Duration;
import java.util.List;

/// CertificateSigningRequests: who asks whom for what, and what has become of it.
public final class CertificateSigningRequestPrinter extends KindPrinter {
    public CertificateSigningRequestPrinter() {
        super("certificatesigningrequests");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        row.name()
                .age()
                .textOrNone(Fields.text(spec, "signerName"))
                .text(Fields.text(spec, "username"))
                .text(duration(spec))
                .text(state(Fields.at(object, "status")));
    }

    private static String duration(JsonNode spec) {
        return Fields.has(spec, "expirationSeconds")
                ? Age.text(Duration.ofSeconds(Fields.number(spec, "expirationSeconds")))
                : Row.NONE;
    }

    private static String state(JsonNode status) {
        List<String> types =
                Fields.at(status, "conditions")
                        .valueStream()
                        .map(condition -> Fields.text(condition, "type"))
                        .toList();
        String verdict = types.contains("Approved") ? "Approved" : "Pending";
        return (types.contains("Denied") ? "Denied" : verdict)
                + (types.contains("Failed") ? ",Failed" : "")
                + (Fields.text(status, "certificate").isEmpty() ? "" : ",Issued");
    }
}
