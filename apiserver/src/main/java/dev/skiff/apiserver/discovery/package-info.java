/// What the server says of itself: its version and the resources it serves, in the old form and
/// aggregated. Start reading at [dev.skiff.apiserver.discovery.DiscoveryEndpoint].
@NullMarked
package dev.skiff.apiserver.discovery;

import org.jspecify.annotations.NullMarked;
