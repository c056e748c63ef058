/// Tests of the runtime's contract. Start reading at [dev.skiff.agent.runtime.RuntimeContract].
@NullMarked
package dev.skiff.agent.runtime;

import org.jspecify.annotations.NullMarked;
