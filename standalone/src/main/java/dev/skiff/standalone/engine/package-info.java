/// Finds the container engine of this machine, and brings one up where that is possible. Start
/// reading at [dev.skiff.standalone.engine.EngineStarter].
@NullMarked
package dev.skiff.standalone.engine;

import org.jspecify.annotations.NullMarked;
