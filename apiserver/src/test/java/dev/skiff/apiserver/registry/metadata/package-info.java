/// Tests of the metadata rules.
@NullMarked
package dev.skiff.apiserver.registry.metadata;

import org.jspecify.annotations.NullMarked;
