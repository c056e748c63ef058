/// The rules of the architecture, held by tests. Start reading at
/// [dev.skiff.it.arch.ArchitectureTest].
@NullMarked
package dev.skiff.it.arch;

import org.jspecify.annotations.NullMarked;
