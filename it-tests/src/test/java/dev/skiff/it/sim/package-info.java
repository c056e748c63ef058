/// The whole system in one thread under one seed: the true API server, scheduler and controllers,
/// through a transport and a store that fail. Start reading at [dev.skiff.it.sim.SimCluster].
@NullMarked
package dev.skiff.it.sim;

import org.jspecify.annotations.NullMarked;
