/// The launcher `./skiff` and the life of a cluster as its user sees it: every message word for
/// word. Start reading at [dev.skiff.it.launcher.LifecycleTest].
@NullMarked
package dev.skiff.it.launcher;

import org.jspecify.annotations.NullMarked;
