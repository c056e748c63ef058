/// Tests of the package of the same name.
@NullMarked
package dev.skiff.agent.node;

import org.jspecify.annotations.NullMarked;
