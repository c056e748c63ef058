package dev.skiff.apiserver.service;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Who has what, as keys of the store that only one can create.
final class Claims {
    private static final String PREFIX = "/registry/claims/services/";

    private final Store store;

    Claims(Store store) {
        this.store = store;
    }

    /// One claim as it stands.
    ///
    /// @param item `ip/10.43.0.17` or `port/30080`
    record Claim(String item, String owner, long revision) {}

    enum Taken {
        /// It was free.
        NOW,
        /// The same owner had it.
        BEFORE,
        /// Another has it.
        NOT
    }

    Taken take(String item, String owner) {
        byte[] value = owner.getBytes(StandardCharsets.UTF_8);
        if (store.create(PREFIX + item, value) instanceof WriteResult.Written) {
            return Taken.NOW;
        }
        boolean isOurs = find(item).filter(claim -> claim.owner().equals(owner)).isPresent();
        return isOurs ? Taken.BEFORE : Taken.NOT;
    }

    /// Lets the item go if `owner` has it.
    void release(String item, String owner) {
        find(item).filter(claim -> claim.owner().equals(owner)).ifPresent(this::remove);
    }

    /// Lets it go, unless it changed hands meanwhile.
    void remove(Claim claim) {
        store.delete(PREFIX + claim.item(), claim.revision());
    }

    List<Claim> all() {
        RangeResult range = store.range(PREFIX, "", 0, 0);
        if (!(range instanceof RangeResult.Page page)) {
            throw new IllegalStateException("latest claims answered " + range);
        }
        return page.entries().stream().map(Claims::claim).toList();
    }

    private Optional<Claim> find(String item) {
        return store.get(PREFIX + item).map(Claims::claim);
    }

    private static Claim claim(StoreEntry entry) {
        return new Claim(
                entry.key().substring(PREFIX.length()),
                new String(entry.value(), StandardCharsets.UTF_8),
                entry.revision());
    }
}
