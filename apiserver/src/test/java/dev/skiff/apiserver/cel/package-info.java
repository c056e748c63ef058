@NullMarked
package dev.skiff.apiserver.cel;

import org.jspecify.annotations.NullMarked;
