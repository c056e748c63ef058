/// Tests of the package of this name.
@NullMarked
package dev.skiff.controllers.deployment;

import org.jspecify.annotations.NullMarked;
