/// Tests of the package of this name.
@NullMarked
package dev.skiff.controllers.namespace;

import org.jspecify.annotations.NullMarked;
