/// Tests of the package of this name.
@NullMarked
package dev.skiff.controllers.replicaset;

import org.jspecify.annotations.NullMarked;
