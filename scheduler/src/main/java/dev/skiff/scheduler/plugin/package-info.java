/// The filters and scores of the standard profile, one file each, named and worded as upstream's.
/// Start reading at [dev.skiff.scheduler.plugin.NodeResourcesFit].
@NullMarked
package dev.skiff.scheduler.plugin;

import org.jspecify.annotations.NullMarked;
