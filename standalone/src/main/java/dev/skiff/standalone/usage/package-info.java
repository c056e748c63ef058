/// What a user asked for and cannot have. Start reading at
/// [dev.skiff.standalone.usage.UsageException].
@NullMarked
package dev.skiff.standalone.usage;

import org.jspecify.annotations.NullMarked;
