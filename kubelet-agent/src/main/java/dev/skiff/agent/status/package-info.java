/// What the agent tells the API of its pods. Start reading at
/// [dev.skiff.agent.status.PodStatusComposer].
@NullMarked
package dev.skiff.agent.status;

import org.jspecify.annotations.NullMarked;
