/// Tests of the package of this name.
@NullMarked
package dev.skiff.controllers.garbage;

import org.jspecify.annotations.NullMarked;
