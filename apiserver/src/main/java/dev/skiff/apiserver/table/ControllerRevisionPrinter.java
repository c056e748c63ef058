package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.Locale;

/// ControllerRevisions and whose they are.
public final class ControllerRevisionPrinter extends KindPrinter {
    public ControllerRevisionPrinter() {
        super("controllerrevisions");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().text(controller(object)).number(Fields.number(object, "revision")).age();
    }

    private static String controller(JsonNode object) {
        for (JsonNode owner : Fields.at(object, "metadata", "ownerReferences")) {
            if (Fields.isTrue(owner, "controller")) {
                String version = Fields.text(owner, "apiVersion");
                int slash = version.indexOf('/');
                String group = slash < 0 ? "" : "." + version.substring(0, slash);
                String kind = (Fields.text(owner, "kind") + group).toLowerCase(Locale.ROOT);
                return kind + "/" + Fields.text(owner, "name");
            }
        }
        return Row.NONE;
    }
}
