/// A run through everything a start and a first use need, for a JVM that writes down what it
/// loaded. Touches no engine and no cluster. Start reading at
/// [dev.skiff.standalone.train.CannedEngine].
@NullMarked
package dev.skiff.standalone.train;

import org.jspecify.annotations.NullMarked;
