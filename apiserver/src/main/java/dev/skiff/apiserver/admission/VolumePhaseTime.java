package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// When a volume entered its phase is noted, unless whoever changes the phase says it.
final class VolumePhaseTime implements AdmissionPlugin {
    private static final String TIME = "lastPhaseTransitionTime";

    private final InstantSource clock;

    VolumePhaseTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void admit(AdmissionRequest request) {
        boolean isStatus =
                request.kind().equals(Kinds.PERSISTENT_VOLUME)
                        && request.subresource().equals("status");
        if (isStatus) {
            request.stored().ifPresent(stored -> note(request.object(), stored));
        }
    }

    private void note(ObjectNode volume, ObjectNode stored) {
        ObjectNode status = Fields.child(volume, "status");
        JsonNode before = Fields.at(stored, "status");
        JsonNode given = Fields.at(status, TIME);
        boolean isSamePhase = Fields.text(status, "phase").equals(Fields.text(before, "phase"));
        boolean isGiven = !given.isMissingNode() && !given.equals(Fields.at(before, TIME));
        if (isSamePhase && given.isMissingNode() && Fields.has(before, TIME)) {
            status.set(TIME, before.get(TIME));
        } else if (!isSamePhase && !isGiven) {
            status.put(TIME, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }
}
