package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// CSIDrivers and what they want to be told.
public final class CsiDriverPrinter extends KindPrinter {
    public CsiDriverPrinter() {
        super("csidrivers");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        List<String> audiences = new ArrayList<>();
        for (JsonNode request : Fields.at(spec, "tokenRequests")) {
            audiences.add(Fields.text(request, "audience"));
        }
        boolean wantsTokens = Fields.has(spec, "tokenRequests");
        List<String> modes = Fields.texts(Fields.at(spec, "volumeLifecycleModes"));
        row.name()
                .flag(Fields.isTrue(spec, "attachRequired"))
                .flag(Fields.isTrue(spec, "podInfoOnMount"))
                .flag(Fields.isTrue(spec, "storageCapacity"))
                .text(wantsTokens ? String.join(",", audiences) : "<unset>")
                .flag(Fields.isTrue(spec, "requiresRepublish"))
                .textOrNone(String.join(",", modes))
                .age();
    }
}
