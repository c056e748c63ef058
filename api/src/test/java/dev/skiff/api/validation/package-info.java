/// Tests of validation's words.
@NullMarked
package dev.skiff.api.validation;

import org.jspecify.annotations.NullMarked;
