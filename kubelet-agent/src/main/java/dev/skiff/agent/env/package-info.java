/// What a container finds in its environment. Start reading at
/// [dev.skiff.agent.env.EnvironmentBuilder].
@NullMarked
package dev.skiff.agent.env;

import org.jspecify.annotations.NullMarked;
