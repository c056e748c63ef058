/// What is recorded about who owns which field. Start reading at
/// [dev.skiff.apiserver.apply.FieldManagerTest].
@NullMarked
package dev.skiff.apiserver.apply;

import org.jspecify.annotations.NullMarked;
