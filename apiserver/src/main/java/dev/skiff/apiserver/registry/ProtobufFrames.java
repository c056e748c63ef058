package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.protobuf.ProtobufWriter;
import dev.skiff.api.request.WatchEncoder;
import dev.skiff.api.request.WatchEvent;
import java.io.ByteArrayOutputStream;

/// Events of a watch in protobuf.
record ProtobufFrames(Kind kind, ProtobufWriter writer) implements WatchEncoder {
    @Override
    public void encode(WatchEvent event, ByteArrayOutputStream out) {
        switch (event) {
            case WatchEvent.Added(var object) -> writer.writeEvent("ADDED", object.tree(), out);
            case WatchEvent.Modified(var object) ->
                    writer.writeEvent("MODIFIED", object.tree(), out);
            case WatchEvent.Deleted(var object) -> writer.writeEvent("DELETED", object.tree(), out);
            case WatchEvent.Bookmark mark ->
                    writer.writeEvent(
                            "BOOKMARK", WatchFrames.marked(WatchFrames.emptyOf(kind), mark), out);
            case WatchEvent.Failed(var status) -> writer.writeEvent("ERROR", status, out);
        }
    }
}
