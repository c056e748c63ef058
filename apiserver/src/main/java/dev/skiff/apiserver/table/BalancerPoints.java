package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.TreeSet;

/// Where a load balancer is reached, as Services and Ingresses say alike.
final class BalancerPoints {
    private BalancerPoints() {}

    /// The address of each point, or else its name.
    static TreeSet<String> of(JsonNode object) {
        TreeSet<String> points = new TreeSet<>();
        for (JsonNode point : Fields.at(object, "status", "loadBalancer", "ingress")) {
            String ip = Fields.text(point, "ip");
            String host = Fields.text(point, "hostname");
            if (!ip.isEmpty() || !host.isEmpty()) {
                points.add(ip.isEmpty() ? host : ip);
            }
        }
        return points;
    }
}
