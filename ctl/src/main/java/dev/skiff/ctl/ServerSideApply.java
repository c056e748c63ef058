package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// `apply --server-side`: leaves the comparison to the server.
final class ServerSideApply implements Applier {
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final Session session;
    private final Map<String, String> query;

    /// @param query of every request
    ServerSideApply(Session session, Map<String, String> query) {
        this.session = session;
        this.query = new LinkedHashMap<>(query);
    }

    @Override
    public Applied apply(ResourceType type, String source, ObjectNode object) {
        String path =
                type.objectPath(Manifest.namespaceOf(object, session), Manifest.nameOf(object));
        try {
            return new Applied(
                    session.write("PATCH", path, query, "application/apply-patch+yaml", object),
                    "serverside-applied");
        } catch (CommandFailure e) {
            if (!e.isAnswer(UNSUPPORTED_MEDIA_TYPE)) {
                throw e;
            }
            throw new CommandFailure(
                    "error: Server-side apply not available on the server: (" + e.cause() + ")", e);
        }
    }
}
