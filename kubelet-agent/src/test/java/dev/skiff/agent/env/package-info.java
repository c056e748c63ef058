/// Tests of the package of the same name.
@NullMarked
package dev.skiff.agent.env;

import org.jspecify.annotations.NullMarked;
