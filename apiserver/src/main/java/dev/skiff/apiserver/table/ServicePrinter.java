package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// Services and where they are reached.
public final class ServicePrinter extends KindPrinter {
    public ServicePrinter() {
        super("services");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        List<String> addresses = Fields.texts(Fields.at(spec, "clusterIPs"));
        row.name()
                .text(Fields.text(spec, "type"))
                .text(addresses.isEmpty() ? Row.NONE : addresses.getFirst())
                .text(externalAddress(object, spec))
                .text(ports(Fields.at(spec, "ports")))
                .age()
                .labels(Fields.at(spec, "selector"));
    }

    private static String externalAddress(JsonNode service, JsonNode spec) {
        List<String> external = Fields.texts(Fields.at(spec, "externalIPs"));
        return switch (Fields.text(spec, "type")) {
            case "ClusterIP", "NodePort" ->
                    external.isEmpty() ? Row.NONE : String.join(",", external);
            case "ExternalName" -> Fields.text(spec, "externalName");
            case "LoadBalancer" -> {
                List<String> all = new ArrayList<>(BalancerPoints.of(service));
                all.addAll(external);
                yield all.isEmpty() ? "<pending>" : String.join(",", all);
            }
            default -> Age.UNKNOWN;
        };
    }

    private static String ports(JsonNode ports) {
        List<String> texts = new ArrayList<>();
        for (JsonNode port : ports) {
            long nodePort = Fields.number(port, "nodePort");
            texts.add(
                    Fields.number(port, "port")
                            + (nodePort > 0 ? ":" + nodePort : "")
                            + "/"
                            + Fields.text(port, "protocol"));
        }
        return texts.isEmpty() ? Row.NONE : String.join(",", texts);
    }
}
