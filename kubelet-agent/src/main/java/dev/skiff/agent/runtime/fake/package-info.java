/// A container engine without containers, for tests, simulation and hollow nodes. Start reading at
/// [dev.skiff.agent.runtime.fake.FakeEngine].
///
/// It has no thread, clock or randomness of its own: time is handed in, and whoever drives it calls
/// `step()`.
@NullMarked
package dev.skiff.agent.runtime.fake;

import org.jspecify.annotations.NullMarked;
