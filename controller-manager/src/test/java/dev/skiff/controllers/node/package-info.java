/// Tests of the package of this name.
@NullMarked
package dev.skiff.controllers.node;

import org.jspecify.annotations.NullMarked;
