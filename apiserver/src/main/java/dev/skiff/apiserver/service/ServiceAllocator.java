package dev.skiff.apiserver.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.cache.WatchCache;
import dev.skiff.apiserver.store.Store;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/// Gives Services their addresses and node ports. Thread-safe.
///
/// Addresses are drawn from the upper part of the range, so that the lower part stays free for
/// those who ask for a certain one.
public final class ServiceAllocator implements Reservations {
    private static final int FIRST_NODE_PORT = 30000;
    private static final int NODE_PORTS = 2768;
    private static final int MAX_STATIC_ADDRESSES = 256;

    private final AddressRange addresses;
    private final Claims claims;
    private final WatchCache services;
    private final IntUnaryOperator random;

    /// @param services of the cluster, to pass over what is taken without asking the store
    /// @param random answers a number from 0 to its argument - 1
    public ServiceAllocator(
            AddressRange addresses, Store store, WatchCache services, IntUnaryOperator random) {
        this.addresses = addresses;
        this.claims = new Claims(store);
        this.services = services;
        this.random = random;
    }

    @Override
    public Hold reserve(ObjectNode service, Optional<ObjectNode> stored) {
        Set<String> before = stored.map(ServiceItems::of).orElseGet(LinkedHashSet::new);
        Draft draft = new Draft(service, before);
        try {
            draft.takeAddress();
            draft.takeNodePorts();
        } catch (RuntimeException e) {
            draft.drop();
            throw e;
        }
        return draft;
    }

    @Override
    public void release(ObjectNode gone) {
        String owner = ServiceItems.owner(gone);
        ServiceItems.of(gone).forEach(item -> claims.release(item, owner));
    }

    /// Finds claims that no Service stands for, and Services whose claims are lost.
    ///
    /// @param suspects what the repair before this one found without its Service
    /// @return what this one found; a creation may be under way, so it is only a suspicion
    public Set<String> repair(Set<String> suspects) {
        Map<String, String> used = used();
        Set<String> found = new LinkedHashSet<>();
        for (Claims.Claim claim : claims.all()) {
            String owner = used.remove(claim.item());
            if (claim.owner().equals(owner)) {
                continue;
            }
            if (suspects.contains(claim.item())) {
                claims.remove(claim);
            } else {
                found.add(claim.item());
            }
        }
        used.forEach(claims::take);
        return found;
    }

    /// What Services have, with the owner of each.
    private Map<String, String> used() {
        Map<String, String> used = new LinkedHashMap<>();
        Iterator<CachedObject> all = services.fresh().objects().iterator("", "");
        while (all.hasNext()) {
            JsonNode service = all.next().object().tree();
            String owner = ServiceItems.owner(service);
            ServiceItems.of(service).forEach(item -> used.putIfAbsent(item, owner));
        }
        return used;
    }

    /// What is set apart for one write.
    private final class Draft implements Hold {
        private final ObjectNode service;
        private final String owner;
        private final Set<String> before;
        private final List<String> taken = new ArrayList<>();

        Draft(ObjectNode service, Set<String> before) {
            this.service = service;
            this.owner = ServiceItems.owner(service);
            this.before = before;
        }

        @Override
        public void keep() {
            Set<String> now = ServiceItems.of(service);
            before.stream()
                    .filter(item -> !now.contains(item))
                    .forEach(item -> claims.release(item, owner));
        }

        @Override
        public void drop() {
            taken.forEach(item -> claims.release(item, owner));
        }

        void takeAddress() {
            Optional<String> asked = ServiceItems.address(service);
            if (asked.isPresent()) {
                takeAskedAddress(asked.get());
            } else if (ServiceItems.wantsAddress(service)) {
                String ip =
                        takeAny(
                                        ServiceItems.IP,
                                        Math.min(addresses.size() / 16, MAX_STATIC_ADDRESSES),
                                        addresses.size(),
                                        addresses::address)
                                .orElseThrow(
                                        () ->
                                                ApiException.internal(
                                                        "failed to allocate a serviceIP: range is"
                                                                + " full"));
                ObjectNode spec = service.withObjectProperty("spec");
                spec.put("clusterIP", ip).putArray("clusterIPs").add(ip);
            }
        }

        private void takeAskedAddress(String ip) {
            if (before.contains(ServiceItems.IP + ip)) {
                return;
            }
            if (!addresses.contains(ip)) {
                throw addressRefused(ip, "the provided network does not match the current range");
            }
            if (!take(ServiceItems.IP + ip)) {
                throw addressRefused(ip, "provided IP is already allocated");
            }
        }

        void takeNodePorts() {
            Map<Integer, Integer> byPort = new LinkedHashMap<>();
            int index = 0;
            for (JsonNode port : service.path("spec").path("ports")) {
                FieldPath path = FieldPath.of("spec", "ports").index(index++).child("nodePort");
                int asked = port.path("nodePort").asInt();
                int number = port.path("port").asInt();
                if (asked > 0) {
                    takeAskedPort(asked, path);
                    byPort.putIfAbsent(number, asked);
                }
            }
            if (ServiceItems.wantsNodePorts(service)) {
                service.path("spec").path("ports").forEach(p -> fill((ObjectNode) p, byPort));
            }
            if (ServiceItems.wantsHealthCheckPort(service)) {
                service.withObjectProperty("spec").put("healthCheckNodePort", takeAnyPort());
            }
        }

        /// The same port of another protocol gets the same node port.
        private void fill(ObjectNode port, Map<Integer, Integer> byPort) {
            if (port.path("nodePort").asInt() == 0) {
                port.put(
                        "nodePort",
                        byPort.computeIfAbsent(port.path("port").asInt(), _ -> takeAnyPort()));
            }
        }

        private void takeAskedPort(int asked, FieldPath path) {
            String item = ServiceItems.PORT + asked;
            if (before.contains(item) || taken.contains(item)) {
                return;
            }
            if (asked < FIRST_NODE_PORT || asked >= FIRST_NODE_PORT + NODE_PORTS) {
                throw refused(
                        FieldError.invalid(
                                path,
                                asked,
                                "provided port is not in the valid range. The range of valid ports"
                                        + " is 30000-32767"));
            }
            if (!take(item)) {
                throw refused(
                        FieldError.invalid(path, asked, "provided port is already allocated"));
            }
        }

        private int takeAnyPort() {
            return takeAny(
                            ServiceItems.PORT,
                            0,
                            NODE_PORTS,
                            i -> Integer.toString(FIRST_NODE_PORT + i))
                    .map(Integer::parseInt)
                    .orElseThrow(
                            () ->
                                    ApiException.internal(
                                            "failed to allocate a nodePort: range is full"));
        }

        /// One of the items from `low` on, beginning at random; when all are taken one below.
        private Optional<String> takeAny(
                String prefix, int low, int size, IntFunction<String> name) {
            Set<String> used = used().keySet();
            int upper = size - low;
            int start = random.applyAsInt(upper);
            for (int i = 0; i < size; i++) {
                int index = i < upper ? low + (start + i) % upper : i - upper;
                String candidate = name.apply(index);
                if (!used.contains(prefix + candidate) && take(prefix + candidate)) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        }

        private boolean take(String item) {
            return switch (claims.take(item, owner)) {
                case NOW -> taken.add(item);
                case BEFORE -> true;
                case NOT -> false;
            };
        }

        private ApiException addressRefused(String ip, String why) {
            JsonNode asked = service.withObjectProperty("spec").withArrayProperty("clusterIPs");
            return refused(
                    FieldError.invalid(
                            FieldPath.of("spec", "clusterIPs"),
                            asked,
                            "failed to allocate IP %s: %s".formatted(ip, why)));
        }

        private ApiException refused(FieldError error) {
            String name = service.path("metadata").path("name").asText();
            return FieldError.invalid(Kinds.SERVICE, name, List.of(error));
        }
    }
}
