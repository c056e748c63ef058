/// Tests of the package of the same name.
@NullMarked
package dev.skiff.agent.pod;

import org.jspecify.annotations.NullMarked;
