package dev.skiff.apiserver.store.etcd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import io.etcd.jetcd.ByteSequence;

/// What is kept in etcd about our part of it, under a key that is beside all others.
///
/// etcd alone numbers writes. So that a store filled from another one never gives out a number that
/// its clients know already, ours can be ahead of etcd's by as much as it takes.
///
/// @param ahead our revisions are etcd's and this
/// @param oldest revisions before this are forgotten, whatever etcd knows of them
/// @param isRestoring keys are being put; nobody may use what is there
record EtcdState(long ahead, long oldest, boolean isRestoring) {
    /// Where no such key is.
    static final EtcdState USUAL = new EtcdState(0, 0, false);

    /// No revision of etcd's.
    private static final long NEVER = -1;

    static EtcdState ofBytes(ByteSequence value) {
        ObjectNode json = Json.readOwn(value.getBytes());
        return new EtcdState(
                json.path("ahead").asLong(),
                json.path("oldest").asLong(),
                json.path("restoring").asBoolean());
    }

    ByteSequence toBytes() {
        ObjectNode json =
                Json.object()
                        .put("ahead", ahead)
                        .put("oldest", oldest)
                        .put("restoring", isRestoring);
        return ByteSequence.from(Json.write(json));
    }

    /// What callers know etcd's revision as.
    long ours(long etcds) {
        return etcds + ahead;
    }

    /// The other way round; 0, which stands for none or for the latest, stays what it is.
    long etcds(long ours) {
        return ours == 0 ? 0 : ours > ahead ? ours - ahead : NEVER;
    }

    /// Whether that state is forgotten; the latest, 0, never is.
    boolean isForgotten(long ours) {
        return ours != 0 && ours < oldest;
    }
}
