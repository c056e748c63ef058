/// What the API serves: resources, their names, scope, verbs and subresources. Start reading at
/// [dev.skiff.api.kind.Kinds], the explicit list. All values here are immutable.
@NullMarked
package dev.skiff.api.kind;

import org.jspecify.annotations.NullMarked;
