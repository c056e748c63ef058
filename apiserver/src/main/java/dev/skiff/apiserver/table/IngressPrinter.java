package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// Ingresses, their hosts and where they are reached.
public final class IngressPrinter extends KindPrinter {
    private static final int MAX_HOSTS = 3;

    public IngressPrinter() {
        super("ingresses");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        boolean hasClass = Fields.has(spec, "ingressClassName");
        row.name()
                .text(hasClass ? Fields.text(spec, "ingressClassName") : Row.NONE)
                .text(hosts(Fields.at(spec, "rules")))
                .text(String.join(",", BalancerPoints.of(object)))
                .text(Fields.at(spec, "tls").isEmpty() ? "80" : "80, 443")
                .age();
    }

    /// The first three, and how many rules there are besides.
    private static String hosts(JsonNode rules) {
        List<String> hosts = new ArrayList<>(MAX_HOSTS);
        boolean isMore = false;
        for (JsonNode rule : rules) {
            String host = Fields.text(rule, "host");
            isMore |= hosts.size() == MAX_HOSTS;
            if (!isMore && !host.isEmpty()) {
                hosts.add(host);
            }
        }
        if (hosts.isEmpty()) {
            return "*";
        }
        String shown = String.join(",", hosts);
        return isMore ? shown + " + " + (rules.size() - MAX_HOSTS) + " more..." : shown;
    }
}
