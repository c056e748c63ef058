package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// When a condition of a CertificateSigningRequest came about is noted, unless whoever sets it says
/// so.
final class CertificateConditionTimes implements AdmissionPlugin {
    private static final List<String> SUBRESOURCES = List.of("approval", "status");
    private static final String UPDATED = "lastUpdateTime";
    private static final String CHANGED = "lastTransitionTime";

    private final InstantSource clock;

    CertificateConditionTimes(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void admit(AdmissionRequest request) {
        boolean isVerdict =
                request.kind().equals(Kinds.CERTIFICATE_SIGNING_REQUEST)
                        && SUBRESOURCES.contains(request.subresource());
        if (isVerdict) {
            request.stored().ifPresent(stored -> note(request.object(), stored));
        }
    }

    private void note(ObjectNode updated, ObjectNode stored) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        for (JsonNode node : Fields.at(updated, "status", "conditions")) {
            ObjectNode condition = (ObjectNode) node;
            if (!Fields.has(condition, UPDATED)) {
                condition.put(UPDATED, now);
            }
            if (!Fields.has(condition, CHANGED)) {
                condition.put(CHANGED, changed(condition, stored, now));
            }
        }
    }

    private static String changed(ObjectNode condition, ObjectNode stored, String now) {
        return Fields.at(stored, "status", "conditions")
                .valueStream()
                .filter(before -> isSame("type", before, condition))
                .filter(before -> isSame("status", before, condition))
                .map(before -> Fields.text(before, CHANGED))
                .filter(time -> !time.isEmpty())
                .findFirst()
                .orElse(now);
    }

    private static boolean isSame(String field, JsonNode one, JsonNode other) {
        return Fields.text(one, field).equals(Fields.text(other, field));
    }
}
