/// Objects as rows: what `kubectl get` shows. Start reading at
/// [dev.skiff.apiserver.table.TablePrinter].
@NullMarked
package dev.skiff.apiserver.table;

import org.jspecify.annotations.NullMarked;
