package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.Locale;

/// IPAddresses and what has them. As upstream's, the rows have an age for which there is no column.
public final class IpAddressPrinter extends KindPrinter {
    public IpAddressPrinter() {
        super("ipaddresses");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode parent = Fields.at(object, "spec", "parentRef");
        row.name().text(parent.isObject() ? owner(parent) : Row.NONE).age();
    }

    private static String owner(JsonNode parent) {
        String group = Fields.text(parent, "group");
        String resource = Fields.text(parent, "resource");
        String namespace = Fields.text(parent, "namespace");
        String qualified = group.isEmpty() ? resource : resource + "." + group;
        return qualified.toLowerCase(Locale.ROOT)
                + (namespace.isEmpty() ? "" : "/" + namespace)
                + "/"
                + Fields.text(parent, "name");
    }
}
