package dev.skiff.controllers.endpoints;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/// What to do with a service's slices.
record SlicePlan(
        List<EndpointSlice> toCreate, List<EndpointSlice> toUpdate, List<EndpointSlice> toDelete) {
    SlicePlan {
        toCreate = List.copyOf(toCreate);
        toUpdate = List.copyOf(toUpdate);
        toDelete = List.copyOf(toDelete);
    }
}
