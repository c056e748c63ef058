/// Runs what waits for a server side by side. Start reading at
/// [dev.skiff.ctl.stream.SideBySide].
///
/// The only place of the command line that makes threads.
@NullMarked
package dev.skiff.ctl.stream;

import org.jspecify.annotations.NullMarked;
