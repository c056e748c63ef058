/// Sends an API server requests that are nearly valid, and some that are nothing of the kind, and
/// holds it to what it owes each of them. Start reading at [dev.skiff.it.fuzz.FuzzTest].
///
/// The same seed makes the same choices; what a request then says also depends on what the server
/// answered before it.
@NullMarked
package dev.skiff.it.fuzz;

import org.jspecify.annotations.NullMarked;
