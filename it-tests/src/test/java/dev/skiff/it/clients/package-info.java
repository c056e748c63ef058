/// Client libraries that others wrote, against the API server alone: reading and writing,
/// informers,
/// leader election. Start reading at [dev.skiff.it.clients.OfficialClientTest].
@NullMarked
package dev.skiff.it.clients;

import org.jspecify.annotations.NullMarked;
