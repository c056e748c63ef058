/// The kubectl-style command line: `get`, `apply`, `describe`, `delete`, `logs`, `scale`,
/// `rollout`, `events`, with kubectl's flags, output and exit codes. Start reading at
/// [dev.skiff.ctl.ClusterCommands].
///
/// Works on JSON trees and on whatever kinds the server's discovery names, so it needs no list
/// of its own.
@NullMarked
package dev.skiff.ctl;

import org.jspecify.annotations.NullMarked;
