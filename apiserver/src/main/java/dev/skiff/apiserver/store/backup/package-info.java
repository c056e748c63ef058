/// A cluster in one file, whatever store it was in. Start reading at
/// [dev.skiff.apiserver.store.backup.BackupWriter].
///
/// - A backup shows one revision; values are the bytes that the store had.
/// - What was cut off or changed on the way is found by reading it to its end, before any use.
@NullMarked
package dev.skiff.apiserver.store.backup;

import org.jspecify.annotations.NullMarked;
