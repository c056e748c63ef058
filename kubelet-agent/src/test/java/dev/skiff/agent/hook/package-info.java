/// Tests of hooks. Start reading at [dev.skiff.agent.hook.HookLoopTest].
@NullMarked
package dev.skiff.agent.hook;

import org.jspecify.annotations.NullMarked;
