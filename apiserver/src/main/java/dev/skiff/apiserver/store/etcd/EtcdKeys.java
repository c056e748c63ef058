package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.KeyOrder;
import dev.skiff.apiserver.store.StoreEntry;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How our keys are named in etcd: the prefix, then the key, which begins with a slash. The prefix
/// with a slash alone is the tick, a key of our own that no range or watch shows.
final class EtcdKeys {
    private static final String ROOT = "/";

    /// Before the slash, so neither a range nor a watch of keys shows it.
    private static final String STATE = "!state";

    private final String prefix;

    EtcdKeys(String prefix) {
        this.prefix = prefix;
    }

    /// Where [EtcdState] is kept.
    ByteSequence state() {
        return bytes(STATE);
    }

    /// The tick, which is before every key.
    ByteSequence tick() {
        return bytes(ROOT);
    }

    /// After every key.
    ByteSequence end() {
        return endOf(ROOT);
    }

    ByteSequence of(String key) {
        requireSlash(key);
        return bytes(key);
    }

    /// The first key that begins with `start` and is greater than `startAfter`.
    ByteSequence firstOf(String start, String startAfter) {
        String first = start.length() <= 1 ? following(ROOT) : start;
        requireSlash(first);
        boolean fromStart = KeyOrder.BY_CODE_POINT.compare(startAfter, first) < 0;
        return bytes(fromStart ? first : following(startAfter));
    }

    /// After every key that begins with `start`.
    ByteSequence endOf(String start) {
        String whole = prefix + (start.isEmpty() ? ROOT : start);
        return KeyOrder.endOf(whole)
                .map(end -> ByteSequence.from(end, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("no key is after " + start));
    }

    /// The key as the store's callers know it; empty for the tick.
    Optional<String> keyOf(KeyValue pair) {
        String key = pair.getKey().toString(StandardCharsets.UTF_8).substring(prefix.length());
        return key.equals(ROOT) ? Optional.empty() : Optional.of(key);
    }

    StoreEntry entry(KeyValue pair, EtcdState state) {
        String key = pair.getKey().toString(StandardCharsets.UTF_8).substring(prefix.length());
        return new StoreEntry(key, pair.getValue().getBytes(), state.ours(pair.getModRevision()));
    }

    private ByteSequence bytes(String key) {
        return ByteSequence.from(prefix + key, StandardCharsets.UTF_8);
    }

    private static String following(String key) {
        return key + '\0';
    }

    private static void requireSlash(String key) {
        if (!key.startsWith(ROOT)) {
            throw new IllegalArgumentException("key \"" + key + "\" does not begin with a slash");
        }
    }
}
