package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// CSIStorageCapacities: how much is left of a class.
public final class CsiStorageCapacityPrinter extends KindPrinter {
    public CsiStorageCapacityPrinter() {
        super("csistoragecapacities");
    }

    @Override
    void print(JsonNode object, Row row) {
        String amount = Fields.text(object, "capacity");
        row.name()
                .text(Fields.text(object, "storageClassName"))
                .text(amount.isEmpty() ? "<unset>" : amount);
    }
}
