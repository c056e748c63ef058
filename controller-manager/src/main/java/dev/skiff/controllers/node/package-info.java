/// Notices nodes that are gone, keeps pods away from them, and lets their pods be replaced. Start
/// reading at [dev.skiff.controllers.node.NodeHealthMonitor].
///
/// - A node is judged by our own clock: how long ago its lease was last seen to change.
/// - Whoever was not looking cannot judge: after a standstill of our own, every node has its whole
///   grace again, and nothing is evicted before that has passed.
/// - When most nodes seem lost, it is rather us who are: evictions slow down or stop.
@NullMarked
package dev.skiff.controllers.node;

import org.jspecify.annotations.NullMarked;
