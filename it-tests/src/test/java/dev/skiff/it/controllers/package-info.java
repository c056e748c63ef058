/// Controllers on a true API server, in one thread on virtual time. Start reading at
/// [dev.skiff.it.controllers.ControlPlane].
@NullMarked
package dev.skiff.it.controllers;

import org.jspecify.annotations.NullMarked;
