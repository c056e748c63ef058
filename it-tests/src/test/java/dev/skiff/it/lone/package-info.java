/// An API server alone, for tests of clients of it. Start reading at
/// [dev.skiff.it.lone.LoneApiServer].
@NullMarked
package dev.skiff.it.lone;

import org.jspecify.annotations.NullMarked;
