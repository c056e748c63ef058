@NullMarked
package dev.skiff.agent.token;

import org.jspecify.annotations.NullMarked;
