/// Bytes to trees and back: JSON, YAML and protobuf bodies. Start reading at
/// [dev.skiff.api.codec.Json].
@NullMarked
package dev.skiff.api.codec;

import org.jspecify.annotations.NullMarked;
