/// Backups are written, read, cut and damaged. Start reading at
/// [dev.skiff.apiserver.store.backup.BackupFormatTest].
@NullMarked
package dev.skiff.apiserver.store.backup;

import org.jspecify.annotations.NullMarked;
