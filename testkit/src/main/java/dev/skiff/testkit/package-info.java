/// Ground for tests: virtual time, and fakes that several modules need. Start reading at
/// [dev.skiff.testkit.VirtualTime]. Never a dependency of production code.
@NullMarked
package dev.skiff.testkit;

import org.jspecify.annotations.NullMarked;
