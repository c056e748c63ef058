/// Runs what containers want done after their start and before their end. Start reading at
/// [dev.skiff.agent.hook.HookLoop].
@NullMarked
package dev.skiff.agent.hook;

import org.jspecify.annotations.NullMarked;
