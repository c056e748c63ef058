/// What clients are promised while stores, processes and disks fail: nothing acknowledged is lost,
/// nothing happens twice, watches go on without gap or repeat. Clients write down all they do and
/// see ([dev.skiff.it.faults.Journal]); [dev.skiff.it.faults.RoundChecker] says what cannot be.
/// Start reading at [dev.skiff.it.faults.StoreKillTest].
@NullMarked
package dev.skiff.it.faults;

import org.jspecify.annotations.NullMarked;
