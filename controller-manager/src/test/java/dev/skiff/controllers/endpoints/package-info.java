/// Tests of the package of this name.
@NullMarked
package dev.skiff.controllers.endpoints;

import org.jspecify.annotations.NullMarked;
