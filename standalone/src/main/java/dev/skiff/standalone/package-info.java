/// The parts wired into processes, and the `skiff` command line. Start reading at
/// [dev.skiff.standalone.SkiffMain].
///
/// Wires only: nothing here decides anything about a cluster.
@NullMarked
package dev.skiff.standalone;

import org.jspecify.annotations.NullMarked;
