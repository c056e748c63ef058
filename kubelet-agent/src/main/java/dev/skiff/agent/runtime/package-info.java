/// What the agent asks of a container engine.
@NullMarked
package dev.skiff.agent.runtime;

import org.jspecify.annotations.NullMarked;
