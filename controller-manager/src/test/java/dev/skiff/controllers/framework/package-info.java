/// Tests of the package of this name.
@NullMarked
package dev.skiff.controllers.framework;

import org.jspecify.annotations.NullMarked;
