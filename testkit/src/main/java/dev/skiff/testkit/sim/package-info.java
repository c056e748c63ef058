/// Code that blocks, run in one thread in an order that a seed decides. Start reading at
/// [dev.skiff.testkit.sim.Simulation].
///
/// Needs `--add-exports java.base/jdk.internal.vm=ALL-UNNAMED` where it runs.
@NullMarked
package dev.skiff.testkit.sim;

import org.jspecify.annotations.NullMarked;
