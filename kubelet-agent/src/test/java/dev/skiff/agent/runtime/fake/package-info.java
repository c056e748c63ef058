/// Tests of the engine without containers. Start reading at
/// [dev.skiff.agent.runtime.fake.FakeRuntimeTest].
@NullMarked
package dev.skiff.agent.runtime.fake;

import org.jspecify.annotations.NullMarked;
