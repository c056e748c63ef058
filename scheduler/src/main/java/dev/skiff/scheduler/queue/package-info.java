/// The order in which pods are placed. Start reading at
/// [dev.skiff.scheduler.queue.SchedulingQueue].
@NullMarked
package dev.skiff.scheduler.queue;

import org.jspecify.annotations.NullMarked;
