/// Label and field selectors: read from the query of a call or from an object, asked of labels and
/// fields, written back in one form. Start reading at [dev.skiff.api.selector.LabelSelector].
/// Everything is immutable.
@NullMarked
package dev.skiff.api.selector;

import org.jspecify.annotations.NullMarked;
