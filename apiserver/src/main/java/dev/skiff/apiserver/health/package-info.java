/// Whether the server is alive and ready. Start reading at
/// [dev.skiff.apiserver.health.HealthEndpoint].
@NullMarked
package dev.skiff.apiserver.health;

import org.jspecify.annotations.NullMarked;
