/// Tests of the package of the same name.
@NullMarked
package dev.skiff.agent.image;

import org.jspecify.annotations.NullMarked;
