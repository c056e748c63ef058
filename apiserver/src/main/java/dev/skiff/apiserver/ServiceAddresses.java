package dev.skiff.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.apiserver.admission.ClusterState;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Shows the addresses of Services as IPAddresses. They follow: who has which address is decided by
/// [dev.skiff.apiserver.service.ServiceAllocator].
final class ServiceAddresses {
    private static final String MANAGED_BY = "ipaddress.kubernetes.io/managed-by";
    private static final String FAMILY = "ipaddress.kubernetes.io/ip-family";
    private static final String ALLOCATOR = "ipallocator.k8s.io";

    /// With each step, so that many new Services hold up nothing else.
    private static final int MOST_ADDITIONS = 100;

    private final ApiHandler api;
    private final ClusterState cluster;

    /// What no Service had when it was looked at last: another server may know the Service already,
    /// so it goes only when it is found again.
    private Set<String> strays = new LinkedHashSet<>();

    ServiceAddresses(ApiHandler api, ClusterState cluster) {
        this.api = api;
        this.cluster = cluster;
    }

    /// What cannot be written now is written with a later step.
    void step() {
        Map<String, ObjectNode> missing = wanted();
        Set<String> found = new LinkedHashSet<>();
        for (StoredObject address : cluster.all(Kinds.IP_ADDRESS)) {
            String ip = address.key().name();
            ObjectNode parent = missing.remove(ip);
            boolean isRight =
                    parent != null && parent.equals(Fields.at(address.tree(), "spec", "parentRef"));
            if (isRight || !isOurs(address)) {
                continue;
            }
            if (strays.contains(ip)) {
                remove(address);
            } else {
                found.add(ip);
            }
        }
        strays = found;
        missing.entrySet().stream()
                .limit(MOST_ADDITIONS)
                .forEach(entry -> add(entry.getKey(), entry.getValue()));
    }

    /// What has an address, by the address.
    private Map<String, ObjectNode> wanted() {
        Map<String, ObjectNode> wanted = new LinkedHashMap<>();
        for (StoredObject service : cluster.all(Kinds.SERVICE)) {
            for (JsonNode ip : Fields.at(service.tree(), "spec", "clusterIPs")) {
                if (!ip.asText().equals("None")) {
                    wanted.put(ip.asText(), parent(service));
                }
            }
        }
        return wanted;
    }

    private static ObjectNode parent(StoredObject service) {
        return Json.object()
                .put("resource", Kinds.SERVICE.plural())
                .put("namespace", service.key().namespace())
                .put("name", service.key().name());
    }

    private static boolean isOurs(StoredObject address) {
        return Fields.text(address.tree(), "metadata", "labels", MANAGED_BY).equals(ALLOCATOR);
    }

    private void add(String ip, ObjectNode parent) {
        ObjectNode address = Json.object().put("kind", Kinds.IP_ADDRESS.name());
        address.put("apiVersion", Kinds.IP_ADDRESS.groupVersion().apiVersion());
        address.putObject("metadata")
                .put("name", ip)
                .putObject("labels")
                .put(FAMILY, ip.indexOf(':') < 0 ? "IPv4" : "IPv6")
                .put(MANAGED_BY, ALLOCATOR);
        address.putObject("spec").set("parentRef", parent);
        send("POST", Kinds.IP_ADDRESS.collectionPath(""), address);
    }

    private void remove(StoredObject address) {
        ObjectNode options = Json.object().put("kind", "DeleteOptions").put("apiVersion", "v1");
        options.putObject("preconditions")
                .put("resourceVersion", Long.toString(address.revision()));
        send("DELETE", Kinds.IP_ADDRESS.objectPath("", address.key().name()), options);
    }

    private void send(String method, String path, ObjectNode body) {
        api.handle(
                ApiRequest.send(
                        method,
                        path,
                        Map.of("fieldManager", "kube-apiserver"),
                        "application/json",
                        Json.write(body),
                        ServerIdentity.USER));
    }
}
