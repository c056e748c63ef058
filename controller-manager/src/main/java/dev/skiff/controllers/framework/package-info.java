/// What all controllers stand on: shared local copies, ownership, and the few questions they ask of
/// objects. Start reading at [dev.skiff.controllers.framework.ControllerContext].
@NullMarked
package dev.skiff.controllers.framework;

import org.jspecify.annotations.NullMarked;
