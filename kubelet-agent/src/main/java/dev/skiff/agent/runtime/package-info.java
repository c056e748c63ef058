/// What the agent asks of a container engine, free of any engine. Start reading at
/// [dev.skiff.agent.runtime.ContainerRuntime].
///
/// A runtime belongs to one node of one cluster ([dev.skiff.agent.runtime.Owner]): it shows,
/// changes and removes only what carries that owner's labels.
@NullMarked
package dev.skiff.agent.runtime;

import org.jspecify.annotations.NullMarked;
