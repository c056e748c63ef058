/// Protobuf bodies, which clients from 1.32 on send, turned into the trees the rest works on. Start
/// reading at [dev.skiff.api.protobuf.ProtobufBody]. Descriptors are big; nothing of them is
/// loaded before the first such body comes.
@NullMarked
package dev.skiff.api.protobuf;

import org.jspecify.annotations.NullMarked;
