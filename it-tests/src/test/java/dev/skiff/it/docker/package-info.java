/// Tests against a real Docker engine. Without one they are skipped, unless `CI` is `true`. Start
/// reading at [dev.skiff.it.docker.DockerRuntimeTest].
@NullMarked
package dev.skiff.it.docker;

import org.jspecify.annotations.NullMarked;
