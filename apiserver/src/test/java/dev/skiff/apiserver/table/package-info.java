/// Tests of tables.
@NullMarked
package dev.skiff.apiserver.table;

import org.jspecify.annotations.NullMarked;
