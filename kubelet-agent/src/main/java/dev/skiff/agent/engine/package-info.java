/// What the engine has of this node's pods, kept up to date by its events. Start reading at
/// [dev.skiff.agent.engine.RuntimeView].
@NullMarked
package dev.skiff.agent.engine;

import org.jspecify.annotations.NullMarked;
