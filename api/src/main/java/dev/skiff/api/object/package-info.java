/// Objects as values: their identity and their stored form. Start reading at
/// [dev.skiff.api.object.StoredObject].
@NullMarked
package dev.skiff.api.object;

import org.jspecify.annotations.NullMarked;
