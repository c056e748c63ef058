package dev.skiff.controllers.endpoints;

import dev.skiff.controllers.framework.LabelMatch;
import io.fabric8.kubernetes.api.model.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The few questions endpoints ask of a service.
final class ServiceFacts {
    static final String HEADLESS = "service.kubernetes.io/headless";
    static final String ENDPOINTS_MANAGER = "endpoints.kubernetes.io/managed-by";
    static final String SLICE_MANAGER = "endpointslice.kubernetes.io/managed-by";
    static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final List<String> RESERVED =
            List.of(HEADLESS, ENDPOINTS_MANAGER, SLICE_MANAGER, SERVICE_NAME);

    private ServiceFacts() {}

    static Map<String, String> selector(Service service) {
        return Optional.ofNullable(service.getSpec().getSelector()).orElse(Map.of());
    }

    /// Whether its endpoints are ours to keep: a service without a selector has its own.
    static boolean selectsPods(Service service) {
        return !selector(service).isEmpty() && !"ExternalName".equals(service.getSpec().getType());
    }

    static boolean isHeadless(Service service) {
        return "None".equals(service.getSpec().getClusterIP());
    }

    static boolean publishesUnready(Service service) {
        return Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    }

    /// The service's own labels, and the one that marks a headless one.
    static Map<String, String> handedDownLabels(Service service) {
        Map<String, String> labels = new LinkedHashMap<>(LabelMatch.labels(service));
        RESERVED.forEach(labels::remove);
        if (isHeadless(service)) {
            labels.put(HEADLESS, "");
        }
        return labels;
    }
}
