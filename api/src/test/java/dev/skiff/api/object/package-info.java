/// Tests of objects as they are stored.
@NullMarked
package dev.skiff.api.object;

import org.jspecify.annotations.NullMarked;
