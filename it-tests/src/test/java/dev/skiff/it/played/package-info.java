/// Whole clusters in this process whose containers are played by an engine in memory. Start reading
/// at [dev.skiff.it.played.PlayedCluster].
@NullMarked
package dev.skiff.it.played;

import org.jspecify.annotations.NullMarked;
