/// What every component is built from: a transport to the API, informers, queues, loops and
/// pumps. Start reading at [dev.skiff.client.ControllerLoop] and [dev.skiff.client.Informer].
///
/// Nothing here makes a thread or a clock, except [dev.skiff.client.Pump] and the HTTP transport.
@NullMarked
package dev.skiff.client;

import org.jspecify.annotations.NullMarked;
