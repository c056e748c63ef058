/// Keeps, for every service with a selector, the addresses of its pods: as EndpointSlices, and as
/// the Endpoints object that older clients read. Start reading at
/// [dev.skiff.controllers.endpoints.ServiceEndpointsReconciler].
@NullMarked
package dev.skiff.controllers.endpoints;

import org.jspecify.annotations.NullMarked;
